// Every page of this platform is filled from one JSON document.
(function () {
  function text(value) { var e = document.createElement("i"); e.textContent = value; return e.innerHTML; }
  function list(found) {
    return "<h1>办事指南</h1><ul>" + found.items.map(function (one) {
      return '<li><a href="' + one.url + '">' + text(one.name) + "</a></li>";
    }).join("") + "</ul>";
  }
  function guide(found) {
    var rows = found.rows.map(function (row) {
      return "<tr><th>" + text(row[0]) + "</th><td>" + text(row[1]) + "</td></tr>";
    }).join("");
    var materials = found.files.map(function (name, n) {
      return "<tr><td>" + (n + 1) + "</td><td>" + text(name) + "</td><td>原件1份</td><td>必要</td></tr>";
    }).join("");
    return "<h1>" + text(found.title) + "</h1><table><tbody>" + rows + "</tbody></table><h2>申请材料</h2>" +
      "<table><thead><tr><th>序号</th><th>材料名称</th><th>材料形式</th><th>必要性</th></tr></thead><tbody>" +
      materials + "</tbody></table>";
  }
  fetch(DATA).then(function (answer) { return answer.json(); }).then(function (found) {
    document.getElementById("app").innerHTML = found.items ? list(found) : guide(found);
  });
})();
