"use strict";
(() => {
  const table = document.getElementById("class"), body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
  const rows = [...body.rows], names = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const byId = (id) => document.getElementById(id);
  const fields = ["find", "state", "section", "group"].map(byId), [find, state, section, group] = fields;
  // What is without points comes below those who have 0: first no score yet, then nothing handed in.
  const points = (cell) => ({ m: -2, n: -1 })[cell.className] ?? parseFloat(cell.textContent);

  function sort(column, descending) {
    const sign = descending ? -1 : 1;
    const keyed = rows.map((row) => [column ? points(row.cells[column]) : row.cells[0].textContent, row]);
    keyed.sort(column ? (a, b) => sign * (a[0] - b[0]) : (a, b) => sign * names.compare(a[0], b[0]));
    body.append(...keyed.map(([, row]) => row));
    heads.forEach((head, number) =>
      head.setAttribute("aria-sort", number === column ? (descending ? "descending" : "ascending") : "none"));
  }

  function filter() {
    const wanted = find.value.trim().toLocaleLowerCase();
    let count = 0;
    for (const row of rows) {
      row.hidden = !(row.cells[0].textContent.toLocaleLowerCase().includes(wanted)
        && (!state.value || row.dataset.s.split(" ").includes(state.value))
        && (!section?.value || row.dataset.n === section.value)
        && (!group?.value || row.dataset.g === group.value));
      count += !row.hidden;
    }
    const shown = byId("shown");
    shown.value = shown.dataset.text.replace("{0}", count).replace("{1}", rows.length);
  }

  table.tHead.addEventListener("click", (event) => {
    const head = event.target.closest("th");
    if (!head) return;
    // Points are of interest from the best down, names from the start.
    const was = head.getAttribute("aria-sort"), column = heads.indexOf(head);
    sort(column, was === "none" ? column > 0 : was === "ascending");
  });
  for (const field of fields) field?.addEventListener("input", filter);
  byId("filter").addEventListener("submit", (event) => event.preventDefault());
  filter();
})();
