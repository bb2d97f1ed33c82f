import { ButtonAnchor } from '@/components/ui/button';

export default function NotFoundHere() {
  return (
    <div className="max-w-prose">
      <title>No such page · Holdfast</title>
      <h1 className="text-2xl">There is no such page here</h1>
      <p className="text-l mt-4">
        The address may be mistyped, or what it showed has moved. Nothing was changed.
      </p>
      <p className="mt-8">
        <ButtonAnchor href="/">Go to your practice</ButtonAnchor>
      </p>
    </div>
  );
}
