// Asked before what only a fresh sign-in may do, where a plain form or a file cannot say it beside its button.
import { Notice } from '@/components/ui/notice';

export function ConfirmFirst() {
  return (
    <Notice>
      You signed in a while ago, so this needs to know that it is really you.{' '}
      <a href="/confirm" target="_blank" rel="noopener" className="inline-block py-1">
        Confirm in a new tab
      </a>
      , then reload this page.
    </Notice>
  );
}
