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

/**
 * Makes `children`, which have no listeners, what `parent` shows. Elements that stay are kept, so that focus and scrolling
 * stay with them.
 */
export function show(parent, ...children) {
  const next = document.createDocumentFragment();
  next.append(...children.flat().filter(Boolean));
  become(parent, next);
}

function become(old, next) {
  const before = [...old.childNodes];
  const after = [...next.childNodes];
  after.forEach((node, i) => {
    if (i >= before.length) {
      old.append(node);
    } else if (!before[i].isEqualNode(node)) {
      replace(before[i], node);
    }
  });
  before.slice(after.length).forEach((node) => node.remove());
}

function replace(old, next) {
  if (old.nodeName !== next.nodeName) {
    old.replaceWith(next);
  } else if (old.nodeType === Node.TEXT_NODE) {
    old.data = next.data;
  } else {
    [...old.attributes].filter(({ name: key }) => !next.hasAttribute(key)).forEach(({ name: key }) => old.removeAttribute(key));
    [...next.attributes].forEach(({ name: key, value }) => old.setAttribute(key, value));
    become(old, next);
  }
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
