/** The mark: a root that holds. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 32 32"
      aria-hidden
      className={className}
      fill="none"
      stroke="currentColor"
      strokeWidth="2.75"
      strokeLinecap="round"
    >
      <path d="M16 3v11" />
      <path d="M16 14c0 6-3 7-6.5 9S5 27 5 29" />
      <path d="M16 14c0 6 3 7 6.5 9S27 27 27 29" />
      <path d="M16 14c0 5-2 8-3 15" />
      <path d="M16 14c0 5 2 8 3 15" />
      <path d="M11 8.5h10" />
    </svg>
  );
}
