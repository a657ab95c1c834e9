// Search and filters.
const WIDE_LAYOUT = 1000; // pixels from which details stand beside the picture, as in page.css

// Fades what does not match and states how many people are left. Returns a function
// that clears search and filters.
function enableFilters(root, items, visit) {
  const search = root.querySelector("input[type=search]");
  if (!search) return () => {};
  const panel = root.querySelector(".pm-filters");
  const boxes = [...root.querySelectorAll(".pm-filters input")];
  const status = root.querySelector(".pm-count");
  const people = items.filter((item) => item.isPerson);
  if (panel) panel.open = root.clientWidth >= WIDE_LAYOUT;

  function apply() {
    const checkedKeys = boxes.filter((box) => box.checked).map((box) => box.value);
    const isLeft = (item) =>
      matchesSearch(item, search.value) && matchesFilters(item, checkedKeys);
    const hiddenIds = new Set();
    for (const person of people) {
      if (!isLeft(person)) hiddenIds.add(person.id);
    }
    for (const item of items) {
      const isOut = item.ends
        ? item.ends.some((end) => hiddenIds.has(end)) || !matchesFilters(item, checkedKeys)
        : hiddenIds.has(item.id);
      item.group.classList.toggle("pm-filtered-out", isOut);
    }
    status.textContent = root.dataset.countText
      .replace("{count}", people.length - hiddenIds.size)
      .replace("{total}", people.length);
  }

  search.addEventListener("input", apply);
  search.addEventListener("keydown", (event) => {
    const first = people.find((item) => !item.group.classList.contains("pm-filtered-out"));
    if (event.key === "Enter" && first) visit(first);
  });
  for (const box of boxes) box.addEventListener("change", apply);
  apply();
  return () => {
    search.value = "";
    for (const box of boxes) box.checked = false;
    apply();
  };
}

// An item matches when it has a checked option of each of its filters. A filter without
// checked options lets everything through.
function matchesFilters(item, checkedKeys) {
  const filterOf = (key) => key.split("-")[0];
  return item.filterKeys.every((key) => {
    const checked = checkedKeys.filter((each) => filterOf(each) === filterOf(key));
    return !checked.length || checked.includes(key);
  });
}
