/** @jsxImportSource preact */
// A report nobody has taken yet.
import { clockWithZone } from '@/lib/core';
import { may } from '@/lib/access/rules';
import { suggestKind } from '@/lib/incidents/rules';
import type { SavedPull } from '@/lib/offline/schema';
import { to } from '../route';
import { state } from '../state';
import { downWords } from '../ui/checklist';
import { sentences } from '../words';
import { rightIn } from './right';

const s = sentences('report');

export function Reported({ pull }: { pull: SavedPull }) {
  const { incident, zone } = pull.board;
  const at = clockWithZone(new Date(incident.reportedAt ?? incident.noticedAt), zone);
  const kind = suggestKind(incident.whatDown, { otherSiteLoads: null, otherComputerSame: null });
  const plan = state.snapshot?.runbooks.find((one) => one.kind === kind);
  return (
    <section class="nextstep">
      <h2>
        {s('title', {
          who: incident.reportedBy ?? s('somebody'),
          time: at,
          what: downWords(incident.whatDown),
        })}
      </h2>
      {may(rightIn(pull), 'incident.declare') ? (
        <p>
          <a class="button primary" href={to('declare', incident.id)}>
            {s('take')}
          </a>
        </p>
      ) : (
        <p>{s('waits')}</p>
      )}
      {plan && (
        <p>
          <a href={to('plans', plan.slug)}>{s('plan', { plan: plan.title })}</a>
        </p>
      )}
    </section>
  );
}
