/** @jsxImportSource preact */
// What the server would not take: its sentence, what was typed, and two ways on. Nothing typed is lost.
import type { Op } from '@/lib/offline/schema';
import { say } from '../copy';
import { drop } from '../line';
import { heldPhoto } from '@/lib/offline';
import { stepOf, tryPhotoAgain } from '../photos';
import { Here } from '../screens/photo';
import { state } from '../state';
import { t } from '../words';

function titleOf(command: Op['command']): string {
  if (command.kind === 'photo.add') {
    return [t('photo'), stepOf(command)?.title].filter(Boolean).join(', ') + ': ';
  }
  const step = 'step' in command ? command.step : '';
  const title = state.pulls[command.incident]?.board.steps.find((one) => one.id === step)?.title;
  return title ? `${title}: ` : '';
}

export function Refused() {
  return (
    <section class="refused" aria-label={t('notSaved')}>
      {state.ops.map((op) => {
        if (!op.refused) return null;
        const { command } = op;
        const value: Record<string, unknown> = 'value' in command ? command.value : {};
        const typed = [value.note, value.reason, value.number, value.time].filter(Boolean).join(' · ');
        const photo = command.kind === 'photo.add' ? command : heldPhoto(op);
        const again = () => {
          if (command.kind === 'photo.add') return void tryPhotoAgain(op);
          const { id: _id, at: _at, ...saying } = command;
          void say(saying).then(() => drop(op));
        };
        return (
          <div key={op.seq}>
            <p>
              <strong>{t('notSaved')}</strong> {titleOf(command)}
              {op.refused} {typed && t('youTyped', { typed })}
            </p>
            {photo && <Here bytes={photo.bytes} alt={t('photo')} />}
            <div class="pair">
              <button type="button" class="button" onClick={again}>
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
