// Fields for a row, as the schema of the loaded model describes it.
import { el, fresh, name } from './dom.js';
import { count, quantity } from './format.js';

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const NO_VALUE = '';

/** A field for each property of the schema. */
export function fieldsOf(schema) {
  const example = schema.examples?.[0] ?? {};
  return Object.entries(schema.properties ?? {}).map(([feature, property]) =>
    new Field(feature, property, Object.hasOwn(example, feature) ? example[feature] : null));
}

class Field {
  constructor(feature, property, example) {
    const types = [property.type].flat();
    this.feature = feature;
    this.example = example;
    this.nullable = types.includes('null');
    this.kind = ['boolean', 'string', 'integer', 'number'].find((kind) => types.includes(kind)) ?? 'number';
    this.id = fresh('field');
    this.fault = el('p', { class: 'fault', id: `${this.id}-fault`, hidden: true });
    this.input = this.#input(property);
    this.absent = this.kind === 'string' && this.nullable ? this.#absence() : null;
    this.element = el('div', { class: 'field' },
      el('label', { for: this.id }, name(feature)),
      this.input,
      ...this.#more(property),
      el('p', { class: 'hint', id: `${this.id}-hint`, title: property.description }, this.#hint(property)),
      this.fault);
    this.fill();
  }

  /** The value as JSON, as it was typed: the service judges it. Undefined to leave it out. */
  json() {
    const text = this.input.value;
    if (this.absent?.checked || (this.kind !== 'string' && text.trim() === NO_VALUE)) {
      return this.nullable ? 'null' : undefined;
    }
    if (this.kind === 'boolean') {
      return text;
    }
    return this.kind !== 'string' && NUMBER.test(text.trim()) ? text.trim() : JSON.stringify(text);
  }

  fill() {
    this.input.value = this.example === null || this.example === undefined ? NO_VALUE : String(this.example);
    if (this.absent) {
      this.absent.checked = this.example === null;
      this.input.disabled = this.absent.checked;
    }
    this.complain(null);
  }

  /** Shows what is wrong with the value, or nothing. */
  complain(message) {
    this.fault.hidden = message === null;
    this.fault.textContent = message ?? '';
    this.input.setAttribute('aria-invalid', String(message !== null));
    this.input.setAttribute('aria-describedby', `${this.id}-hint${message === null ? '' : ` ${this.id}-fault`}`);
  }

  #input(property) {
    const common = { id: this.id, name: this.id, autocomplete: 'off', spellcheck: 'false' };
    if (this.kind === 'boolean') {
      const values = [...(this.nullable ? [NO_VALUE] : []), 'true', 'false'];
      return el('select', common, values.map((value) => el('option', { value }, value === NO_VALUE ? 'no value' : value)));
    }
    if (this.kind === 'string') {
      return el('input', { ...common, type: 'text', list: property.examples ? `${this.id}-known` : null });
    }
    return el('input', { ...common, type: 'text', inputmode: 'decimal', placeholder: this.nullable ? 'no value' : null });
  }

  #absence() {
    return el('input', { type: 'checkbox', onchange: (event) => { this.input.disabled = event.target.checked; } });
  }

  #more(property) {
    const known = this.kind === 'string' && property.examples
      ? [el('datalist', { id: `${this.id}-known` }, property.examples.map((value) => el('option', { '.value': String(value) })))] : [];
    return this.absent ? [...known, el('label', { class: 'check' }, this.absent, ' no value')] : known;
  }

  #hint(property) {
    const training = property['x-training'];
    const parts = [{ boolean: 'true or false', string: 'text', integer: 'integer', number: 'number' }[this.kind]];
    if (training) {
      parts.push(`${quantity(training.min)} … ${quantity(training.max)}, median ${quantity(training.p50)}`);
    }
    if (property.examples) {
      parts.push(`${count(property.examples.length)} known, such as ${property.examples.slice(0, 3).join(', ')}`);
    }
    if (this.nullable) {
      parts.push('may have no value');
    }
    return parts.join(' · ');
  }
}
