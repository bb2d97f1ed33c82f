// Commands with an id of another practice in every position an id can stand.
import type { Ids } from './world';

type Loose = Record<string, unknown>;
export interface Said {
  name: string;
  kind: string;
  incident: string;
  step?: string;
  value: Loose;
}

/** Each line puts `other`'s id in one position of an otherwise good command of ours. */
export function saidWith(ours: Ids, other: Ids, at: string): Said[] {
  const declare = {
    siteId: ours['site'],
    treeId: ours['tree'],
    whatDown: ['ehr'],
    runbookId: ours['runbook'],
    noticedAt: at,
    drill: true,
    separate: true,
  };
  const incident = ours['incident'] ?? '';
  const step = ours['step'] ?? '';
  const theirs = other['incident'] ?? '';
  const theirStep = other['step'] ?? '';
  const fresh = '99999999-9999-4999-8999-999999999999';
  return [
    {
      name: 'declare, their site',
      kind: 'incident.declare',
      incident: fresh,
      value: { ...declare, siteId: other['site'] },
    },
    {
      name: 'declare, their tree',
      kind: 'incident.declare',
      incident: fresh,
      value: { ...declare, treeId: other['tree'] },
    },
    {
      name: 'declare, their plan',
      kind: 'incident.declare',
      incident: fresh,
      value: { ...declare, runbookId: other['runbook'] },
    },
    {
      name: 'report, their site',
      kind: 'incident.report',
      incident: fresh,
      value: { siteId: other['site'], whatDown: ['ehr'], noticedAt: at, note: '' },
    },
    { name: 'add run, their plan', kind: 'run.add', incident, value: { runbookId: other['runbook'] } },
    {
      name: 'add run, their incident',
      kind: 'run.add',
      incident: theirs,
      value: { runbookId: ours['runbook'] },
    },
    ...(
      [
        ['their run', incident, other['run'], ours['version']],
        ['their version', incident, ours['run'], other['version']],
        ['their incident', theirs, ours['run'], ours['version']],
        ['all theirs', theirs, other['run'], other['version']],
      ] as const
    ).map(([what, where, runId, versionId]) => ({
      name: `update run, ${what}`,
      kind: 'run.update',
      incident: where,
      value: { runId, versionId },
    })),
    {
      name: 'update, their incident',
      kind: 'incident.update',
      incident: theirs,
      value: { say: 'still-down', by: null, nextUpdateAt: null },
    },
    { name: 'close, their incident', kind: 'incident.close', incident: theirs, value: { reason: 'over' } },
    { name: 'note, their incident', kind: 'incident.note', incident: theirs, value: { note: 'hello' } },
    {
      name: 'answer, their incident',
      kind: 'incident.answer',
      incident: theirs,
      value: { answer: 'coming' },
    },
    {
      name: 'told, their person',
      kind: 'person.told',
      incident,
      value: { personId: other['person'], how: 'in person' },
    },
    {
      name: 'told, their incident',
      kind: 'person.told',
      incident: theirs,
      value: { personId: ours['person'], how: 'in person' },
    },
    ...(['step.done', 'step.already'] as const).flatMap((kind) => [
      { name: `${kind}, their step`, kind, incident, step: theirStep, value: { replaces: [] } },
      { name: `${kind}, their incident`, kind, incident: theirs, step, value: { replaces: [] } },
      { name: `${kind}, both theirs`, kind, incident: theirs, step: theirStep, value: { replaces: [] } },
      { name: `${kind}, replaces theirs`, kind, incident, step, value: { replaces: [other['command']] } },
    ]),
    ...(['step.na', 'step.blocked'] as const).map((kind) => ({
      name: `${kind}, their step`,
      kind,
      incident,
      step: theirStep,
      value: { reason: 'because', replaces: [] },
    })),
    { name: 'undo theirs', kind: 'step.undo', incident, step, value: { replaces: [other['command']] } },
    { name: 'note, their step', kind: 'step.note', incident, step: theirStep, value: { note: 'hello' } },
  ];
}
