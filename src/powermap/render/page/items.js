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
    if (item.ends) addTooltip(item);
    item.links = links.filter((link) => linkEnds(link).includes(item.id));
    items.push(item);
  }
  const people = items.filter((item) => item.isPerson);
  for (const person of people) {
    person.paths = person.paths.map((path) => path.map((number) => people[number]));
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
  const colored = cells.filter((cell, index) => "colored" in headers[index].dataset);
  const texts = [...row.cells].map((cell) => cell.textContent);
  // The name once more in Latin letters, and as one word, so that "jeanpaul" finds
  // "Jean-Paul".
  texts.push(row.dataset.latinName || "", foldText(nameCell.textContent).replace(/ /g, ""));
  return {
    id: group.id,
    group,
    name: nameCell.textContent,
    colorMeanings: colored.map((cell) => cell.textContent).filter(Boolean),
    isPerson: table.dataset.kind === "people",
    details,
    ends: group.dataset.source ? linkEnds(group) : null,
    paths: readPaths(row),
    filterKeys: row.dataset.filterKeys.split(" ").filter(Boolean),
    searchText: foldText(texts.join(" ")),
  };
}

// The page has a text once: what a table says is no tooltip in its markup.
function addTooltip({ group, name }) {
  if (group.querySelector(":scope > title")) return;
  const title = createSvg("title", {});
  title.textContent = name;
  group.prepend(title);
}

// Where paths lead, as numbers of rows: "3 7,9" is a path to 7 by 3 and one to 9.
function readPaths(row) {
  if (!row.dataset.paths) return [];
  return row.dataset.paths.split(",").map((path) => path.split(" ").map(Number));
}

function linkEnds(link) {
  return [link.dataset.source, link.dataset.target];
}
