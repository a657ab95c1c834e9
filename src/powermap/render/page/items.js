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
  // The name once more in Latin letters, and as one word, so that "jeanpaul" finds
  // "Jean-Paul".
  texts.push(row.dataset.latinName || "", foldText(nameCell.textContent).replace(/ /g, ""));
  return {
    id: group.id,
    group,
    name: nameCell.textContent,
    colorMeaning: row.dataset.colorMeaning,
    isPerson: table.dataset.kind === "people",
    details,
    ends: group.dataset.source ? linkEnds(group) : null,
    filterKeys: row.dataset.filterKeys.split(" ").filter(Boolean),
    searchText: foldText(texts.join(" ")),
  };
}

function linkEnds(link) {
  return [link.dataset.source, link.dataset.target];
}

// Letters that Unicode does not take apart into a base letter and an accent.
const PLAIN_LETTERS = {
  ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", þ: "th", ı: "i", ς: "σ",
};
const APOSTROPHES = /['’‘ʼʻ`´′＇]/g;

// A text as both sides of a search are compared: without accents, case, width,
// apostrophes and punctuation. "okafor" finds "Okáfor", "o'brien" finds "O’Brien".
function foldText(text) {
  return text
    .replace(APOSTROPHES, "")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[ßæœøđðłþıς]/g, (letter) => PLAIN_LETTERS[letter])
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

// Whether each word of a search stands somewhere in an item, in any order.
function matchesSearch(item, searchText) {
  return foldText(searchText)
    .split(" ")
    .every((word) => item.searchText.includes(word));
}
