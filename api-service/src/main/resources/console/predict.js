// A form to try a prediction, and its explanation.
import { Failure, get, post } from './api.js';
import { content, el, name, notice, show } from './dom.js';
import { explanation } from './explanation.js';
import { fieldsOf } from './fields.js';
import { share } from './format.js';

const PREFIX = '/features/';

let version = null;
let model = null;
let fields = [];
let parts = null;

/** Builds the form for the model that is loaded, and keeps what was typed while it is the same. */
export async function showForm(loaded) {
  model = loaded;
  if (loaded.model_version === version) {
    return;
  }
  const { body: schema, version: of } = await get('v1/model/schema');
  version = of;
  build(schema);
}

export function showNoForm(detail) {
  version = null;
  show(content('try'), notice(detail));
}

function build(schema) {
  fields = fieldsOf(schema);
  const explain = el('input', { type: 'checkbox', '.checked': true, id: 'try-explain' });
  const problem = el('div', { role: 'alert' });
  const answer = el('div', { class: 'answer', 'aria-live': 'polite' });
  const send = el('button', { type: 'submit', class: 'primary' }, 'Predict');
  const form = el('form', { novalidate: true, onsubmit: (event) => { event.preventDefault(); predict(); } },
    el('div', { class: 'fields' }, fields.map((field) => field.element)),
    problem,
    el('p', { class: 'buttons' }, send,
      el('button', { type: 'button', onclick: () => fields.forEach((field) => field.fill()) }, 'Fill in an example'),
      el('label', { class: 'check' }, explain, ' Explain')));
  parts = { explain, problem, answer, send };
  content('try').replaceChildren(form, answer);
}

async function predict() {
  parts.send.disabled = true;
  fields.forEach((field) => field.complain(null));
  show(parts.problem);
  try {
    const answer = await post(`v1/predict?explain=${parts.explain.checked}`, rowJson());
    parts.answer.replaceChildren(...describe(answer));
  } catch (failure) {
    parts.answer.replaceChildren();
    complain(failure instanceof Failure ? failure : new Failure(0, String(failure)));
  } finally {
    parts.send.disabled = false;
  }
}

/** Written by hand, so that numbers keep all their digits and names may be any text. */
function rowJson() {
  const members = fields.map((field) => [field.feature, field.json()])
    .filter(([, json]) => json !== undefined)
    .map(([feature, json]) => `${JSON.stringify(feature)}:${json}`);
  return `{"features":{${members.join(',')}}}`;
}

/** Each problem at its field, and what belongs to none above the buttons. */
function complain(failure) {
  const others = failure.errors.filter((error) => !complainAt(error));
  const first = fields.find((field) => !field.fault.hidden);
  if (first) {
    first.input.focus();
  }
  const messages = failure.errors.length === 0 ? [failure.message] : others.map((error) => error.message);
  show(parts.problem, ...messages.map((message) => notice(message, 'bad')));
}

function complainAt(error) {
  const feature = error.pointer.startsWith(PREFIX)
    ? error.pointer.slice(PREFIX.length).replaceAll('~1', '/').replaceAll('~0', '~') : null;
  const field = fields.find((one) => one.feature === feature);
  field?.complain(error.message);
  return field !== undefined;
}

function describe(answer) {
  return [
    el('p', { class: 'decision' }, 'Decided: ', el('strong', {}, name(answer.prediction_label)), el('span', { class: 'quiet' }, ...why(answer))),
    el('p', { class: 'note' }, 'By ', name(answer.model_version, { class: 'mono' }), ', prediction ', name(answer.prediction_id, { class: 'mono' })),
    ...(answer.contributions ? explanation(answer) : []),
  ];
}

/** Of two classes, a prediction is the probability of the positive one; of more, of the one decided for. */
function why(answer) {
  return model.class_labels.length === 2
    ? [', because ', name(model.positive_label), ` has a probability of ${share(answer.prediction)} and needs ${share(model.decision_threshold)}`]
    : [`, which has a probability of ${share(answer.prediction)}`];
}
