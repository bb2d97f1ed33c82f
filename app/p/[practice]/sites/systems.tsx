// The systems in use at a site, what can wait least first.
import { waitWords } from '@/lib/practices/rules';
import type { SiteSystem, Vendor } from '@/lib/practices/schema';

export function SystemsTable({
  systems,
  vendors,
}: {
  systems: readonly SiteSystem[];
  vendors: readonly Vendor[];
}) {
  return (
    <table className="stack table">
      <thead>
        <tr>
          <th scope="col">System</th>
          <th scope="col" className="num">
            Can wait
          </th>
          <th scope="col">Vendor</th>
          <th scope="col" className="w-1/2">
            Meanwhile
          </th>
        </tr>
      </thead>
      <tbody>
        {systems.map((system) => (
          <tr key={system.id}>
            <th scope="row">{system.name}</th>
            <td data-label="Can wait" className="num whitespace-nowrap">
              {waitWords(system.canWaitMinutes)}
            </td>
            <td data-label="Vendor">{vendors.find(({ id }) => id === system.vendorId)?.name ?? 'none'}</td>
            <td data-label="Meanwhile">{system.meanwhile}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
