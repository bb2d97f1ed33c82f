'use client';
// What managers do with the kit: add, change, order, take out. What was typed stays until the server has it.
import { useActionState, type ReactNode } from 'react';
import { Field, Select, TextArea } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { Submit } from '@/components/ui/submit';
import type { FormState } from '@/lib/web/schema';
import { addItem, addUsual, editItem, moveItem, removeItem } from './actions';

const START: FormState = { error: null, done: null, values: {} };

interface Option {
  value: string;
  word: string;
}

export interface Choices {
  sites: Option[];
  people: Option[];
}

interface Typed {
  name: string;
  detail: string;
  site: string;
  owner: string;
  days: string;
}

function Said({ state }: { state: FormState }) {
  return (
    <>
      {state.error && (
        <Notice kind="danger" live>
          {state.error}
        </Notice>
      )}
      {state.done && (
        <Notice kind="ok" live>
          {state.done}
        </Notice>
      )}
    </>
  );
}

function ItemFields({ state, first, sites, people }: { state: FormState; first: Typed } & Choices) {
  const value = (name: keyof Typed) => state.values[name] ?? first[name];
  return (
    <>
      <Field label="What it is" name="name" maxLength={120} required defaultValue={value('name')} />
      <TextArea
        label="What to look at"
        hint="So that anybody can look and say yes or no."
        name="detail"
        maxLength={500}
        defaultValue={value('detail')}
      />
      <Select
        label="Where"
        name="site"
        // A select keeps its first choice when a form resets; a new key gives it the kept one.
        key={`site-${value('site')}`}
        defaultValue={value('site')}
        options={[{ value: '', word: 'The whole practice' }, ...sites]}
      />
      <Select
        label="Who looks after it"
        name="owner"
        key={`owner-${value('owner')}`}
        defaultValue={value('owner')}
        options={[{ value: '', word: 'Nobody yet: managers are reminded' }, ...people]}
      />
      <Field
        label="Check it every how many days"
        hint="7 is every week, 30 every month, 90 every three months."
        name="days"
        inputMode="numeric"
        pattern="[0-9]{1,3}"
        maxLength={3}
        required
        className="max-w-32"
        defaultValue={value('days')}
      />
    </>
  );
}

const EMPTY: Typed = { name: '', detail: '', site: '', owner: '', days: '30' };

export function AddItemForm({ practice, ...choices }: { practice: string } & Choices) {
  const [state, send] = useActionState(addItem, START);
  return (
    <form action={send} className="max-w-prose space-y-4">
      <Said state={state} />
      <input type="hidden" name="practice" value={practice} />
      <ItemFields state={state} first={EMPTY} {...choices} />
      <Submit look="strong" busy="Adding…">
        Add it to the kit
      </Submit>
    </form>
  );
}

export function EditItemForm({
  practice,
  item,
  first,
  ...choices
}: { practice: string; item: string; first: Typed } & Choices) {
  const [state, send] = useActionState(editItem, START);
  return (
    <form action={send} className="max-w-prose space-y-4">
      <Said state={state} />
      <input type="hidden" name="practice" value={practice} />
      <input type="hidden" name="item" value={item} />
      <ItemFields state={state} first={first} {...choices} />
      <Submit look="strong" busy="Saving…">
        Save the changes
      </Submit>
    </form>
  );
}

/** A form of one button. */
function OneButton({
  state,
  send,
  fields,
  children,
}: {
  state: FormState;
  send: (form: FormData) => void;
  fields: Record<string, string>;
  children: ReactNode;
}) {
  return (
    <form action={send} className="space-y-3">
      <Said state={state} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}

export function AddUsualForm({ practice, strong }: { practice: string; strong: boolean }) {
  const [state, send] = useActionState(addUsual, START);
  return (
    <OneButton state={state} send={send} fields={{ practice }}>
      <Submit look={strong ? 'strong' : 'plain'} busy="Adding…">
        Add the usual things
      </Submit>
    </OneButton>
  );
}

export function RemoveItemForm({ practice, item, name }: { practice: string; item: string; name: string }) {
  const [state, send] = useActionState(removeItem, START);
  return (
    <OneButton state={state} send={send} fields={{ practice, item }}>
      <Submit look="danger" busy="Taking it out…">
        Take {name} out of the kit
      </Submit>
    </OneButton>
  );
}

/** One place up or down in the kit. */
export function MoveForm(props: { practice: string; item: string; name: string; to: 'up' | 'down' }) {
  const { practice, item, name, to } = props;
  const [state, send] = useActionState(moveItem, START);
  return (
    <OneButton state={{ ...state, done: null }} send={send} fields={{ practice, item, to }}>
      <Submit busy="Moving…" aria-label={`${to === 'up' ? 'Up' : 'Down'}: ${name}`}>
        {to === 'up' ? 'Up' : 'Down'}
      </Submit>
    </OneButton>
  );
}
