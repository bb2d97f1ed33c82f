/** The mark: a square knot, two lines that hold each other. */
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
      <path d="M3 9h14a5.5 5.5 0 0 1 0 11h-3.6M6.6 20H3" />
      <path d="M29 23H15a5.5 5.5 0 0 1 0-11h3.6M25.4 12H29" />
    </svg>
  );
}
