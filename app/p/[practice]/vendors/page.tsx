// Who to call about what, with the account number they ask for. Also for the wall.
import type { Metadata } from 'next';
import { PhoneLink } from '@/components/phone-link';
import { Sheet } from '@/components/sheet';
import { ButtonLink } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { Empty, PageHead } from '@/components/ui/page-head';
import { PrintButton } from '@/components/ui/print-button';
import { may } from '@/lib/access/rules';
import { day } from '@/lib/core';
import { readClosed, readVendors } from '@/lib/practices';
import { promiseTerms, VENDOR_KIND_WORDS } from '@/lib/practices/rules';
import type { InPractice } from '../../../page-props';
import { here } from '../here';
import { ClosedList } from '../sites/closed';
import { bringBack } from './actions';

export const metadata: Metadata = { title: 'Vendors' };

export default async function Vendors({ params }: InPractice) {
  const { slug, ctx, practice } = await here((await params).practice);
  const vendors = await readVendors(ctx);
  const manages = may(ctx.actor.right, 'practice.edit');
  const closed = manages ? await readClosed(ctx) : null;
  const base = `/p/${slug}/vendors`;
  return (
    <Sheet practice={practice.name} title="Vendors and services" printed={day(new Date(), practice.zone)}>
      <PageHead
        title="Vendors and services"
        lede="Tap a number to call. Have the account number ready."
        actions={
          <>
            {manages && <ButtonLink href={`${base}/new`}>Add a vendor</ButtonLink>}
            {vendors.length > 0 && <PrintButton word="Print this list" />}
          </>
        }
      />
      {vendors.length === 0 ? (
        <Empty>No vendor yet. Start with the EHR, the internet and the phones.</Empty>
      ) : (
        <table className="stack table">
          <thead>
            <tr>
              <th scope="col">Vendor</th>
              <th scope="col">For</th>
              <th scope="col" className="num">
                Support line
              </th>
              <th scope="col" className="num">
                Account
              </th>
              <th scope="col" className="w-2/5">
                What they promise
              </th>
            </tr>
          </thead>
          <tbody>
            {vendors.map((vendor) => (
              <tr key={vendor.id} id={vendor.id}>
                <th scope="row">
                  {vendor.name}
                  {manages && (
                    <Link href={`${base}/${vendor.id}`} className="no-print text-s block w-fit font-normal">
                      Edit<span className="sr-only"> {vendor.name}</span>
                    </Link>
                  )}
                </th>
                <td data-label="For">{VENDOR_KIND_WORDS[vendor.kind]}</td>
                <td className="num">
                  <PhoneLink number={vendor.supportLine} />
                </td>
                <td data-label="Account" className="num whitespace-nowrap">
                  {vendor.accountNumber}
                </td>
                <td>
                  <p className="max-w-prose">{vendor.promise}</p>
                  {promiseTerms(vendor) && (
                    <p className="text-s mt-2 max-w-prose tabular-nums">{promiseTerms(vendor)}</p>
                  )}
                  {vendor.dataExport && (
                    <p className="text-ink-2 text-s mt-2 max-w-prose">Our data: {vendor.dataExport}</p>
                  )}
                  {vendor.exitFacts && (
                    <p className="text-ink-2 text-s mt-2 max-w-prose">Leaving: {vendor.exitFacts}</p>
                  )}
                  {vendor.statusPage && (
                    <p className="text-s mt-2">
                      <a
                        href={vendor.statusPage}
                        rel="noreferrer"
                        target="_blank"
                        className="inline-block py-1 max-sm:break-all"
                      >
                        {vendor.statusPage.replace('https://', '')}
                      </a>
                    </p>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <ClosedList
        title="Taken off the list"
        practice={slug}
        zone={practice.zone}
        closed={closed?.vendors ?? []}
        action={bringBack}
        idName="vendorId"
        word="Bring back"
      />
    </Sheet>
  );
}
