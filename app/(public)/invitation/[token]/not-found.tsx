// A link that leads nowhere: never given out, cut off, or mistyped. One answer for all of them.
import { PlainPage } from '@/components/plain-page';
import { ButtonLink } from '@/components/ui/button';

export default function NoInvitation() {
  return (
    <PlainPage>
      <title>No such invitation · Holdfast</title>
      <h1 className="text-2xl">This invitation does not lead anywhere</h1>
      <p className="text-l my-6">
        Open the link in the e-mail itself, whole. If that does not help, ask the practice to send the
        invitation again. Nothing was changed.
      </p>
      <ButtonLink href="/sign-in">Sign in</ButtonLink>
    </PlainPage>
  );
}
