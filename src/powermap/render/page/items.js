// Items: what can be pointed at, read from the tables of the page.

// Each row of the tables is an item, together with its group in the picture.
function collectItems(root, svg) {
  const groups = new Map();
  for (const group of svg.querySelectorAll("g[id]")) groups.set(group.id, group);
  const links = [...svg.querySelectorAll("g[data-source]")];
  for (const link of links) link.classList.add("pm-fadable");
  const items = [];
  for (const row of root.querySelectorAll("tr[data-for]")) {
    const item = readRow(row, groups.get(row.dataset.for));
    if (item.isPerson) item.group.classList.add("pm-fadable");
    item.links = links.filter((link) => linkEnds(link).includes(item.id));
    items.push(item);
  }
  return items;
}

function readRow(row, group) {
  const table = row.closest("table");
  const [nameCell, ...cells] = row.cells;
  const headers = [...table.tHead.rows[0].cells].slice(1);
  const details = cells.map((cell, index) => ({
    label: headers[index].textContent,
    value: cell.textContent,
  }));
  const texts = [...row.cells].map((cell) => cell.textContent);
  return {
    id: group.id,
    group,
    name: nameCell.textContent,
    colorMeaning: row.dataset.colorMeaning,
    isPerson: table.dataset.kind === "people",
    details,
    ends: group.dataset.source ? linkEnds(group) : null,
    filterKeys: row.dataset.filterKeys.split(" ").filter(Boolean),
    searchText: searchable(texts.join("\n")),
  };
}

function linkEnds(link) {
  return [link.dataset.source, link.dataset.target];
}

// Without accents and case, so that "okafor" finds "Okáfor".
function searchable(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
