// Circles in a contact tree: of branches, and of people who would call each other in turn. Pure.

interface Twig {
  key: string;
  parentKey: string | null;
  leadId: string | null;
  memberIds: readonly string[];
}

/** One call: who tells whom, in which branch. */
export interface Call {
  from: string;
  to: string;
  branch: string;
}
export type Circle = readonly Call[];

/** The keys of branches that are told by each other, in order; null when every one leads up to the tree itself. */
export function parentCircle(branches: readonly Pick<Twig, 'key' | 'parentKey'>[]): string[] | null {
  const parents = new Map(branches.map(({ key, parentKey }) => [key, parentKey]));
  const fine = new Set<string>();
  for (const { key } of branches) {
    const path: string[] = [];
    let at: string | null = key;
    while (at !== null && !fine.has(at)) {
      const before = path.indexOf(at);
      if (before >= 0) return path.slice(before);
      path.push(at);
      at = parents.get(at) ?? null;
    }
    for (const each of path) fine.add(each);
  }
  return null;
}

/**
 * Every call of a tree: a lead tells the branch's people and the leads of the branches under it. A deputy stands in for
 * a lead and is told with everybody, so two who stand in for each other make no circle.
 */
export function callsOf(branches: readonly Twig[]): Call[] {
  const leadOf = new Map(branches.map(({ key, leadId }) => [key, leadId]));
  return branches.flatMap(({ key, parentKey, leadId, memberIds }) => {
    if (leadId === null) return [];
    const above = parentKey === null ? null : (leadOf.get(parentKey) ?? null);
    const down = memberIds.map((to) => ({ from: leadId, to, branch: key }));
    return (above === null ? down : [{ from: above, to: leadId, branch: key }, ...down]).filter(
      ({ from, to }) => from !== to,
    );
  });
}

/** Calls that come back to whoever made the first of them; null when no call does. */
export function callingCircle(branches: readonly Twig[]): Circle | null {
  const next = new Map<string, Call[]>();
  for (const call of callsOf(branches)) next.set(call.from, [...(next.get(call.from) ?? []), call]);
  const done = new Set<string>();
  for (const start of next.keys()) {
    // Depth first without recursion: a chain may be as long as there are people.
    const path: { id: string; at: number }[] = done.has(start) ? [] : [{ id: start, at: 0 }];
    const onPath = new Map([[start, 0]]);
    const calls: Call[] = [];
    while (path.length > 0) {
      const here = path.at(-1);
      if (!here) break;
      const call = next.get(here.id)?.[here.at];
      here.at += 1;
      if (!call) {
        done.add(here.id);
        onPath.delete(here.id);
        path.pop();
        calls.pop();
        continue;
      }
      const before = onPath.get(call.to);
      if (before !== undefined) return [...calls.slice(before), call];
      if (done.has(call.to)) continue;
      onPath.set(call.to, path.length);
      path.push({ id: call.to, at: 0 });
      calls.push(call);
    }
  }
  return null;
}
