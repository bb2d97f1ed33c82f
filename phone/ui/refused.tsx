/** @jsxImportSource preact */
// What the server would not take: its sentence, what was typed, and two ways on. Nothing typed is lost.
import { say } from '../copy';
import { drop } from '../line';
import { state } from '../state';
import { t } from '../words';

export function Refused() {
  return (
    <section class="refused" aria-label={t('notSaved')}>
      {state.ops.map((op) => {
        if (!op.refused) return null;
        const { id: _id, at: _at, ...saying } = op.command;
        const value: Record<string, unknown> = saying.value;
        const typed = [value.note, value.reason, value.number, value.time].filter(Boolean).join(' · ');
        const step = 'step' in saying ? saying.step : '';
        const title = state.pulls[saying.incident]?.board.steps.find((s) => s.id === step)?.title;
        return (
          <div key={op.seq}>
            <p>
              <strong>{t('notSaved')}</strong> {title && `${title}: `}
              {op.refused} {typed && t('youTyped', { typed })}
            </p>
            <div class="pair">
              <button type="button" class="button" onClick={() => void say(saying).then(() => drop(op))}>
                {t('tryAgain')}
              </button>
              <button type="button" class="button" onClick={() => void drop(op)}>
                {t('letGo')}
              </button>
            </div>
          </div>
        );
      })}
    </section>
  );
}
