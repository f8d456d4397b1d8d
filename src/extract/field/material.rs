//! Fields of the materials that an item asks for.

use super::{
    Field,
    ValueKind::{Address, Code, Number, Text},
};
use crate::extract::fact::SubjectKind::Material;

/// 材料名称: name of the material.
pub static MATERIAL_NAME: Field = Field::new(
    Material,
    Text,
    "material.name",
    "材料名称",
    "name of the material",
);
/// 材料类型: kind of material, as printed.
pub static MATERIAL_KIND: Field = Field::new(
    Material,
    Text,
    "material.kind",
    "材料类型",
    "kind of material, as printed",
);
/// 材料形式: original, copy or electronic, as printed.
pub static MATERIAL_FORM: Field = Field::new(
    Material,
    Text,
    "material.form",
    "材料形式",
    "original, copy or electronic, as printed",
);
/// 份数: copies asked for.
pub static MATERIAL_COPIES: Field = Field::new(
    Material,
    Number,
    "material.copies",
    "份数",
    "copies asked for",
)
.counted_in("copies");
/// 来源渠道: who issues the material, as printed.
pub static MATERIAL_SOURCE: Field = Field::new(
    Material,
    Text,
    "material.source",
    "来源渠道",
    "who issues the material, as printed",
);
/// 材料必要性: whether it is required, as printed.
pub static MATERIAL_NECESSITY: Field = Field::new(
    Material,
    Text,
    "material.necessity",
    "材料必要性",
    "whether it is required, as printed",
);
/// 空白表格: address of the blank form.
pub static MATERIAL_BLANK_FORM: Field = Field::new(
    Material,
    Address,
    "material.blank-form",
    "空白表格",
    "address of the blank form",
);
/// 空白表格文件（核验）: check: kind of file that came back, or `none`.
pub static MATERIAL_BLANK_FORM_FILE: Field = Field::new(
    Material,
    Code,
    "material.blank-form.file",
    "空白表格文件（核验）",
    "check: kind of file that came back, or `none`",
);
/// 示例样表: address of the filled sample.
pub static MATERIAL_SAMPLE_FORM: Field = Field::new(
    Material,
    Address,
    "material.sample-form",
    "示例样表",
    "address of the filled sample",
);
/// 示例样表文件（核验）: check: kind of file that came back, or `none`.
pub static MATERIAL_SAMPLE_FORM_FILE: Field = Field::new(
    Material,
    Code,
    "material.sample-form.file",
    "示例样表文件（核验）",
    "check: kind of file that came back, or `none`",
);
/// 材料规格: size or specification of the paper, as printed.
pub static MATERIAL_SPEC: Field = Field::new(
    Material,
    Text,
    "material.spec",
    "材料规格",
    "size or specification of the paper, as printed",
);
/// 填报须知: how to fill it in.
pub static MATERIAL_FILL_NOTICE: Field = Field::new(
    Material,
    Text,
    "material.fill-notice",
    "填报须知",
    "how to fill it in",
);
/// 受理标准: what is checked when it is accepted.
pub static MATERIAL_STANDARD: Field = Field::new(
    Material,
    Text,
    "material.standard",
    "受理标准",
    "what is checked when it is accepted",
);
/// 要求提供材料的依据: legal basis for asking for it.
pub static MATERIAL_BASIS: Field = Field::new(
    Material,
    Text,
    "material.basis",
    "要求提供材料的依据",
    "legal basis for asking for it",
);
/// 盖章方式: how it has to be sealed or signed, as printed.
pub static MATERIAL_SEAL: Field = Field::new(
    Material,
    Text,
    "material.seal",
    "盖章方式",
    "how it has to be sealed or signed, as printed",
);
/// 材料备注: remark beside it.
pub static MATERIAL_REMARK: Field = Field::new(
    Material,
    Text,
    "material.remark",
    "材料备注",
    "remark beside it",
);
/// 所属情形: case of the item that it is needed for.
pub static MATERIAL_SCENE: Field = Field::new(
    Material,
    Text,
    "material.scene",
    "所属情形",
    "case of the item that it is needed for",
);

/// All of them, in the order of the dictionary.
pub(super) static FIELDS: &[&Field] = &[
    &MATERIAL_NAME,
    &MATERIAL_KIND,
    &MATERIAL_FORM,
    &MATERIAL_COPIES,
    &MATERIAL_SOURCE,
    &MATERIAL_NECESSITY,
    &MATERIAL_BLANK_FORM,
    &MATERIAL_BLANK_FORM_FILE,
    &MATERIAL_SAMPLE_FORM,
    &MATERIAL_SAMPLE_FORM_FILE,
    &MATERIAL_SPEC,
    &MATERIAL_FILL_NOTICE,
    &MATERIAL_STANDARD,
    &MATERIAL_BASIS,
    &MATERIAL_SEAL,
    &MATERIAL_REMARK,
    &MATERIAL_SCENE,
];
