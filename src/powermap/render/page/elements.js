// Making elements. All text reaches the page as text: nothing in these scripts reads markup,
// makes markup from a string, or loads anything, so that no name in a plan can run as code.
const SVG_NAMESPACE = "http://www.w3.org/2000/svg";

function createElement(name, attributes, ...children) {
  const element = document.createElement(name);
  setAttributes(element, attributes);
  element.append(...children);
  return element;
}

function createSvg(name, attributes) {
  const element = document.createElementNS(SVG_NAMESPACE, name);
  setAttributes(element, attributes);
  return element;
}

function setAttributes(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}
