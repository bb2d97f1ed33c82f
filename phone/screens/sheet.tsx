/** @jsxImportSource preact */
// One step's sheet: how to do it, what was said about it, and what can be said.
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { newId } from '@/lib/core';
import { viewOf, type StepView } from '@/lib/incidents/rules';
import type { BoardStep } from '@/lib/incidents/schema';
import type { SavedPull } from '@/lib/offline/schema';
import { say, type Saying } from '../copy';
import { dueWords } from '../due';
import { evidenceOf, type Fields } from '../evidence';
import { now, set, state } from '../state';
import { tell, undo, type StepSaying } from '../tick';
import { roleWord } from '../ui/checklist';
import { Hold } from '../ui/hold';
import { HowTo } from '../ui/how-to';
import { stateWord } from '../ui/row';
import { sentences, t } from '../words';
import { NOTHING, TakePhoto } from './photo';
import { Said } from './said';

const s = sentences('step');

/** The time of a time field: 08:05. */
const hourMinute = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(
    at,
  );

export function Sheet({ pull, views }: { pull: SavedPull; views: ReadonlyMap<string, StepView> }) {
  const { board } = pull;
  const step = board.steps.find((one) => one.id === state.sheet);
  const dialog = useRef<HTMLDialogElement>(null);
  const typed = useRef(false);
  useLayoutEffect(() => {
    const { current } = dialog;
    if (!current || current.open) return;
    current.showModal();
    // A press beside the sheet puts it away, as Escape and its button do; a stray one never what was typed.
    current.addEventListener('click', (event) => {
      if (event.target === current && !typed.current) current.close();
    });
  });
  if (!step) return null;
  return (
    <dialog ref={dialog} class="sheet" aria-labelledby="sheet-title" onClose={() => set({ sheet: null })}>
      <Inside
        key={step.id}
        step={step}
        view={viewOf(views, step.id)}
        pull={pull}
        close={() => dialog.current?.close()}
        typing={(some) => {
          typed.current = some;
        }}
      />
    </dialog>
  );
}

interface InsideProps {
  step: BoardStep;
  view: StepView;
  pull: SavedPull;
  close(): void;
  /** Told whether something is typed that would be lost. */
  typing(some: boolean): void;
}

function Inside({ step, view, pull, close, typing }: InsideProps) {
  const { incident, zone } = pull.board;
  const [asking, setAsking] = useState<'na' | 'blocked' | null>(null);
  const [reason, setReason] = useState('');
  // Most do it and say so at once: the time starts with now.
  const [startTime] = useState(() => (step.evidence === 'time' ? hourMinute(now(), zone) : ''));
  const [fields, setFields] = useState<Fields>({ note: '', number: '', time: startTime });
  const [taken, setTaken] = useState(NOTHING);
  const photos = step.evidence === 'photo' && state.here?.practice.photos === true;
  typing(
    [fields.note, fields.number, reason].some((text) => text.trim()) ||
      fields.time !== startTime ||
      taken.bytes !== null ||
      taken.word === 'photoReading',
  );
  const field = (name: keyof Fields) => (event: { currentTarget: { value: string } }) =>
    setFields({ ...fields, [name]: event.currentTarget.value });
  const note = fields.note.trim();
  const due = dueWords(step.dueAt, zone, now());
  const open = view.state === 'open' || view.state === 'blocked';
  const evidence = evidenceOf(step, fields);
  const wanted = step.evidence !== 'none' && Object.keys(evidence).length === 0 && !taken.bytes;
  const oddNumber =
    step.evidence === 'number' && fields.number.trim() !== '' && evidence.number === undefined;
  const photo = photos && taken.bytes && { photo: { id: newId(), bytes: taken.bytes } };
  const speak = (saying: StepSaying) => {
    void tell(incident.id, step, view, saying);
    close();
  };
  const done = () => speak({ kind: 'step.done', ...evidence, ...photo });
  const doneWords = s(wanted ? 'doneWithout' : view.state === 'blocked' ? 'doneNow' : 'done');
  return (
    <div class="inside">
      <p class="label">
        {roleWord(step.role)} {step.critical && <b class="critical">{t('critical')}</b>}
      </p>
      <h2 id="sheet-title" tabIndex={-1} autofocus>
        {step.title}
      </h2>
      {open && due.text && <p class={due.late}>{due.text}</p>}
      {step.withdrawnAt && <p class="note">{t('withdrawn')}</p>}
      <HowTo text={step.detail} />
      {view.conflict && <p class="late">{s('conflict')}</p>}
      {(view.claims.length > 0 || view.notes.length > 0) && (
        <ul class="claims">
          {view.claims.map((mark) => (
            <Said
              key={mark.id}
              mark={mark}
              step={step}
              board={pull.board}
              onKeep={
                view.conflict
                  ? () => {
                      const { replaces: _, ...value } = mark.value;
                      speak({ kind: mark.kind as StepSaying['kind'], ...value });
                    }
                  : undefined
              }
            />
          ))}
          {view.notes
            .filter((mark) => !view.claims.includes(mark))
            .map((mark) => (
              <Said key={mark.id} mark={mark} step={step} board={pull.board} />
            ))}
        </ul>
      )}
      {incident.state === 'closed' ? (
        <p class="note">{s('closed')}</p>
      ) : asking ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (reason.trim()) speak({ kind: `step.${asking}`, reason: reason.trim(), ...photo });
          }}
        >
          <label for="reason">{s(asking === 'na' ? 'whyNot' : 'whatBlocks')}</label>
          <textarea
            id="reason"
            required
            maxLength={300}
            rows={3}
            value={reason}
            onInput={(e) => setReason(e.currentTarget.value)}
          />
          <p class="note">{s('noNames')}</p>
          <div class="pair">
            <button type="submit" class="button primary">
              {s(asking === 'na' ? 'sayNot' : 'sayBlocked')}
            </button>
            <button type="button" class="button" onClick={() => setAsking(null)}>
              {s('backToStep')}
            </button>
          </div>
        </form>
      ) : (
        // While a picture is being read nothing is said without it.
        <fieldset disabled={taken.word === 'photoReading'}>
          {open && step.evidence === 'number' && (
            <p>
              <label for="number">{s('count')}</label>
              <input
                id="number"
                inputMode="numeric"
                maxLength={12}
                value={fields.number}
                onInput={field('number')}
                aria-describedby="odd"
              />
              {oddNumber && (
                <span id="odd" class="overdue">
                  {s('oddNumber')}
                </span>
              )}
            </p>
          )}
          {open && step.evidence === 'time' && (
            <p>
              <label for="time">{s('time')}</label>
              <input id="time" type="time" value={fields.time} onInput={field('time')} />
            </p>
          )}
          {photos && <TakePhoto taken={taken} asked={open && wanted} onTaken={setTaken} />}
          <p>
            <label for="note">{s(step.evidence === 'photo' && !photos ? 'noteForPhoto' : 'noteField')}</label>
            <textarea id="note" maxLength={500} rows={2} value={fields.note} onInput={field('note')} />
            <span class="note">{s('noNames')}</span>
          </p>
          <div class="actions">
            {open &&
              !oddNumber &&
              (step.critical ? (
                <Hold onConfirm={done} class={wanted ? '' : 'primary'}>
                  {doneWords}
                </Hold>
              ) : (
                <Button primary={!wanted} words={doneWords} then={done} />
              ))}
            {open && (
              <div class="pair">
                <Button
                  words={stateWord('already')}
                  then={() =>
                    // Done earlier by somebody: now is not when, unless it was typed.
                    speak({
                      kind: 'step.already',
                      ...evidenceOf(step, fields.time === startTime ? { ...fields, time: '' } : fields),
                      ...photo,
                    })
                  }
                />
                <Button words={stateWord('na')} then={() => setAsking('na')} />
                {view.state !== 'blocked' && (
                  <Button words={stateWord('blocked')} then={() => setAsking('blocked')} />
                )}
              </div>
            )}
            <div class="pair">
              {(note || photo) && (
                <Button
                  words={s(!photo ? 'onlyNote' : note ? 'onlyBoth' : 'onlyPhoto')}
                  then={() => {
                    const value = { ...(note && { note }), ...photo };
                    void say({ kind: 'step.note', incident: incident.id, step: step.id, value } as Saying);
                    close();
                  }}
                />
              )}
              {view.state !== 'open' && (
                <Button
                  words={s('takeBack')}
                  then={() => {
                    undo(
                      incident.id,
                      step.id,
                      view.claims.map((mark) => mark.id),
                    );
                    close();
                  }}
                />
              )}
              <Button words={s('close')} then={close} />
            </div>
          </div>
        </fieldset>
      )}
    </div>
  );
}

function Button({ words, then, primary }: { words: string; then(): void; primary?: boolean }) {
  return (
    <button type="button" class={primary ? 'button primary' : 'button'} onClick={then}>
      {words}
    </button>
  );
}
