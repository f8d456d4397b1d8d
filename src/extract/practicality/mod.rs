//! Element group 1, content practicality: conditions, materials, forms, and the other texts of a guide.

mod attachments;
mod beside;
mod cards;
pub mod conditions;
mod data;
pub mod file_kind;
pub mod forms;
pub mod guide_texts;
mod material;
mod material_table;
pub mod materials;
mod scenes;
