// Comparing texts as a search does; pages of all kinds share it.

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
