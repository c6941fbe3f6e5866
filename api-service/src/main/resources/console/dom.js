// Elements without markup: whatever comes from the service becomes text, never HTML.

/** An element with attributes, listeners (onclick: f), properties (`.value`: x), and children. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    set(element, name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ''));
  return element;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) {
    return;
  }
  if (name.startsWith('on')) {
    element.addEventListener(name.slice(2), value);
  } else if (name.startsWith('.')) {
    element[name.slice(1)] = value;
  } else {
    element.setAttribute(name, value === true ? '' : value);
  }
}

/** Text from data: isolated from the direction of the text around it. */
export function name(text, attributes = {}) {
  return el('bdi', attributes, String(text));
}

export function content(section) {
  return document.querySelector(`#${section} > .content`);
}

/** Replaces the children of `parent`, but leaves it alone when what is shown is the same. */
export function show(parent, ...children) {
  const next = document.createDocumentFragment();
  next.append(...children.flat().filter(Boolean));
  const held = el('div');
  held.append(next);
  if (parent.childNodes.length === held.childNodes.length
      && [...held.childNodes].every((node, i) => node.isEqualNode(parent.childNodes[i]))) {
    return;
  }
  parent.replaceChildren(...held.childNodes);
}

export function notice(text, kind = '') {
  return el('p', { class: `notice ${kind}`.trim() }, text);
}

let lastId = 0;

/** An id that no other element has. */
export function fresh(prefix) {
  lastId += 1;
  return `${prefix}-${lastId}`;
}
