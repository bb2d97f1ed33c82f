// Signs out on this device.
import { ActForm } from '@/components/ui/form';
import { signOut } from '../sign-in/actions';

export function SignOutForm() {
  return <ActForm act={signOut} fields={{}} word="Sign out" busy="Signing you out…" />;
}
