// Signs out on this device.
import { ActForm } from '@/components/ui/form';
import { signOut } from '../sign-in/actions';

export function SignOutForm({ pin = false }: { pin?: boolean }) {
  return (
    <ActForm act={signOut} fields={{}} word="Sign out" busy="Signing you out…">
      {pin && (
        <label className="flex min-h-12 items-center gap-3">
          <input type="checkbox" name="forget" className="size-5 shrink-0" />
          Forget the PIN of this phone too
        </label>
      )}
    </ActForm>
  );
}
