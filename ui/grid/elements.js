// Elements. Text is only ever set as text, never as HTML.

/** Make an element with a class, attributes and children (elements or strings). */
export function make(tag, className, attributes = {}, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
