// Says things to a house the way a phone does: commands to /live/v1/{practice}/sync, by raw HTTP.
import { randomUUID } from 'node:crypto';
import type { Board, Command, Receipt, SyncResponse } from '@/lib/incidents/schema';
import type { IncidentPull, Snapshot } from '@/lib/live/schema';
import { COOKIE, type House } from './house';
import { json, type Answer } from './http';
import type { Minted, Person } from './mint';

type Loose = Record<string, unknown>;

/** Somebody signed in, with a hand on the wire. */
export class Voice {
  private seq = 0;

  private constructor(
    readonly house: House,
    readonly practiceId: string,
    readonly cookie: string,
  ) {}

  /** `method`: how they came in; a break-glass session opens that practice only. */
  static async of(
    house: House,
    { practiceId }: Pick<Minted, 'practiceId'>,
    person: Person,
    method = 'password',
  ): Promise<Voice> {
    if (!person.accountId) throw new Error(`${person.name} has no log-in.`);
    const only = method === 'break-glass' ? practiceId : null;
    return new Voice(house, practiceId, `${COOKIE}=${await house.signIn(person.accountId, method, only)}`);
  }

  get(pathname: string): Promise<Answer> {
    return this.house.ask(pathname, { headers: { Cookie: this.cookie } });
  }

  post(pathname: string, value: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const sent = json(value);
    return this.house.ask(pathname, {
      method: 'POST',
      body: sent.body,
      headers: { ...sent.headers, Cookie: this.cookie, Origin: this.house.url, ...headers },
    });
  }

  /** A command with its envelope filled in; `said` wins over the defaults. */
  command(kind: Command['kind'], incident: string, value: Loose = {}, said: Loose = {}): Loose {
    this.seq += 1;
    return {
      id: randomUUID(),
      deviceSeq: this.seq,
      incident,
      at: new Date().toISOString(),
      kind,
      value,
      ...said,
    };
  }

  async sync(
    incident: string | null,
    commands: unknown[],
    practiceId = this.practiceId,
  ): Promise<SyncResponse> {
    const answer = await this.post(`/live/v1/${practiceId}/sync`, { incident, since: 0, commands });
    if (answer.status !== 200)
      throw new Error(`sync answered ${answer.status}: ${answer.body.slice(0, 500)}`);
    return JSON.parse(answer.body) as SyncResponse;
  }

  /** One command, one receipt. */
  async say(kind: Command['kind'], incident: string, value: Loose = {}, said: Loose = {}): Promise<Receipt> {
    const { receipts } = await this.sync(incident, [this.command(kind, incident, value, said)]);
    const [receipt] = receipts;
    if (!receipt) throw new Error(`No receipt for ${kind}.`);
    return receipt;
  }

  async snapshot(): Promise<Snapshot> {
    return JSON.parse((await this.get(`/live/v1/${this.practiceId}/snapshot`)).body) as Snapshot;
  }

  async pull(incident: string): Promise<IncidentPull> {
    return JSON.parse(
      (await this.get(`/live/v1/${this.practiceId}/incidents/${incident}`)).body,
    ) as IncidentPull;
  }

  async board(incident: string): Promise<Board> {
    return (await this.pull(incident)).board;
  }

  /** Declares at the first site with the named plan; returns the receipt. */
  async declare(
    said: Loose = {},
    plan = 'short-downtime',
    incident: string = randomUUID(),
  ): Promise<Receipt> {
    const { sites, trees, runbooks } = await this.snapshot();
    return this.say('incident.declare', incident, {
      siteId: sites[0]?.id,
      treeId: trees[0]?.id,
      whatDown: ['ehr'],
      runbookId: runbooks.find((runbook) => runbook.slug === plan)?.id,
      noticedAt: new Date().toISOString(),
      drill: false,
      separate: false,
      ...said,
    });
  }

  /** An open incident of its own. */
  async opened(said: Loose = {}, plan?: string): Promise<string> {
    const receipt = await this.declare(said, plan);
    if (receipt.outcome !== 'applied') throw new Error(`Not declared: ${JSON.stringify(receipt)}`);
    return receipt.incident;
  }
}
