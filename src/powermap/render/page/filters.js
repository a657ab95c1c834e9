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
    const counts = new Map(boxes.map((box) => [box.value, 0]));
    const hiddenIds = new Set();
    for (const person of people) {
      const failed = failedFilters(person, checkedKeys);
      const isFound = matchesSearch(person, search.value);
      if (isFound) countOptions(person, failed, counts);
      if (!isFound || failed.size) hiddenIds.add(person.id);
    }
    for (const item of items) {
      let isOut = hiddenIds.has(item.id);
      if (item.ends) {
        const failed = failedFilters(item, checkedKeys);
        const isLoose = item.ends.some((end) => hiddenIds.has(end));
        if (!isLoose) countOptions(item, failed, counts);
        isOut = isLoose || failed.size > 0;
      }
      item.group.classList.toggle("pm-filtered-out", isOut);
      if (item.entry) item.entry.hidden = isOut;
    }
    for (const box of boxes) showCount(box, counts.get(box.value));
    status.textContent = root.dataset.countText
      .replace("{count}", people.length - hiddenIds.size)
      .replace("{total}", people.length);
  }

  search.addEventListener("input", apply);
  search.addEventListener("keydown", (event) => {
    const first = people.find((item) => !item.group.classList.contains("pm-filtered-out"));
    if (event.key !== "Enter" || !first) return;
    event.preventDefault(); // or the same key would press what has the focus now
    visit(first);
  });
  for (const box of boxes) box.addEventListener("change", apply);
  apply();
  return () => {
    search.value = "";
    for (const box of boxes) box.checked = false;
    apply();
  };
}

function filterOf(key) {
  return key.split("-")[0];
}

// The filters of which an item has an option, but none that is checked. A filter without
// checked options lets everything through.
function failedFilters(item, checkedKeys) {
  const failed = new Set();
  for (const filter of new Set(item.filterKeys.map(filterOf))) {
    const checked = checkedKeys.filter((key) => filterOf(key) === filter);
    if (checked.length && !checked.some((key) => item.filterKeys.includes(key))) {
      failed.add(filter);
    }
  }
  return failed;
}

// Counts an item at each option that would show it: all other filters let it through.
function countOptions(item, failed, counts) {
  for (const key of item.filterKeys) {
    const others = failed.size - failed.has(filterOf(key));
    if (!others) counts.set(key, counts.get(key) + 1);
  }
}

function showCount(box, count) {
  const label = box.parentElement;
  label.querySelector("i").textContent = count;
  label.classList.toggle("pm-none", !count);
}
