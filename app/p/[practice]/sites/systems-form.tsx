'use client';
// The systems in use at a site, changed as one list: how long each can wait, and how the work is done meanwhile.
import { Button } from '@/components/ui/button';
import { FormEnd, Hidden, useKeptForm } from '@/components/ui/form';
import { useRows } from '@/components/ui/rows';
import { MOST_SYSTEMS, splitWait, WAIT_UNITS, type Fields, type WaitUnit } from '@/lib/practices/rules';
import type { SiteSystem } from '@/lib/practices/schema';
import { saveSystems } from './actions';

const BOX = 'rounded-corner border-line-2 bg-paper text-ink text-m block w-full border px-3 py-2 min-h-12';

interface Draft {
  id?: string;
  name: string;
  vendorId: string;
  count: string;
  unit: WaitUnit;
  meanwhile: string;
}

const NEW: Draft = { name: '', vendorId: '', count: '', unit: 'hours', meanwhile: '' };

const draftOf = ({ id, name, vendorId, canWaitMinutes, meanwhile }: SiteSystem): Draft => {
  const { count, unit } = splitWait(canWaitMinutes);
  return { id, name, vendorId: vendorId ?? '', count: String(count), unit, meanwhile };
};

function sent({ vendorId, count, unit, ...rest }: Draft) {
  const number = count.trim() === '' ? Number.NaN : Number(count) * WAIT_UNITS[unit];
  return {
    ...rest,
    vendorId: vendorId || null,
    canWaitMinutes: Number.isFinite(number) ? number : null,
  };
}

export function SystemsForm({
  practice,
  siteId,
  systems,
  fields,
  vendors,
}: {
  practice: string;
  siteId: string;
  systems: SiteSystem[];
  fields: Fields;
  vendors: { id: string; name: string }[];
}) {
  const { state, form, kept } = useKeptForm(saveSystems);
  const list = useRows<Draft>(systems.map(draftOf), 'System');
  const now = JSON.stringify(fields);
  return (
    <form {...form} className="space-y-8">
      <Hidden
        fields={{
          practice,
          siteId,
          opened: kept('opened', now),
          seen: now,
          systems: JSON.stringify(list.rows.map(({ value }) => sent(value))),
        }}
      />
      <div id={list.id} className="space-y-4">
        {list.rows.length > 0 && (
          <table className="stack table">
            <thead>
              <tr>
                <th scope="col" className="w-1/5">
                  System
                </th>
                <th scope="col" className="w-1/5">
                  Vendor
                </th>
                <th scope="col">Can wait</th>
                <th scope="col" className="w-2/5">
                  How the work is done meanwhile
                </th>
                <th scope="col">
                  <span className="sr-only">Remove</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {list.rows.map(({ key, value: system }, at) => {
                const what = system.name.trim() || `system ${at + 1}`;
                const known = vendors.some(({ id }) => id === system.vendorId);
                return (
                  <tr key={key} data-row={key}>
                    <td data-label="System">
                      <textarea
                        aria-label={`Name of system ${at + 1}`}
                        className={`${BOX} field-sizing-content`}
                        rows={1}
                        required
                        maxLength={120}
                        value={system.name}
                        onChange={(event) => list.change(key, { name: event.currentTarget.value })}
                      />
                    </td>
                    <td data-label="Vendor">
                      <select
                        aria-label={`Vendor of ${what}`}
                        className={BOX}
                        value={system.vendorId}
                        onChange={(event) => list.change(key, { vendorId: event.currentTarget.value })}
                      >
                        <option value="">None</option>
                        {!known && system.vendorId !== '' && (
                          <option value={system.vendorId}>A vendor no longer on the list</option>
                        )}
                        {vendors.map(({ id, name }) => (
                          <option key={id} value={id}>
                            {name}
                          </option>
                        ))}
                      </select>
                    </td>
                    <td data-label="Can wait">
                      <span className="flex gap-2">
                        <input
                          aria-label={`How long ${what} can wait; 0 is not at all`}
                          type="number"
                          inputMode="numeric"
                          min={0}
                          max={9999}
                          required
                          className={`${BOX} w-20 min-w-20 text-right tabular-nums`}
                          value={system.count}
                          onChange={(event) => list.change(key, { count: event.currentTarget.value })}
                        />
                        <select
                          aria-label={`${what} can wait: minutes, hours or days`}
                          className={`${BOX} w-28 min-w-28`}
                          value={system.unit}
                          onChange={(event) =>
                            list.change(key, { unit: event.currentTarget.value as WaitUnit })
                          }
                        >
                          {Object.keys(WAIT_UNITS).map((unit) => (
                            <option key={unit}>{unit}</option>
                          ))}
                        </select>
                      </span>
                    </td>
                    <td data-label="Meanwhile">
                      <textarea
                        aria-label={`How the work of ${what} is done meanwhile`}
                        className={`${BOX} field-sizing-content`}
                        rows={2}
                        maxLength={500}
                        value={system.meanwhile}
                        onChange={(event) => list.change(key, { meanwhile: event.currentTarget.value })}
                      />
                    </td>
                    <td className="text-right">
                      <Button type="button" aria-label={`Remove ${what}`} onClick={() => list.remove(key)}>
                        Remove
                      </Button>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        )}
        <p role="status" className="sr-only">
          {list.said}
        </p>
        <Button
          type="button"
          data-add
          aria-disabled={list.rows.length >= MOST_SYSTEMS}
          onClick={() => list.rows.length < MOST_SYSTEMS && list.add(NEW)}
        >
          {list.rows.length < MOST_SYSTEMS
            ? 'Add a system'
            : `${MOST_SYSTEMS} systems is the most a site holds`}
        </Button>
      </div>
      <FormEnd state={state} busy="Saving…" back={`/p/${practice}/sites`}>
        Save the systems
      </FormEnd>
    </form>
  );
}
