/** The mark: a square knot, two lines that hold each other. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 32 32"
      aria-hidden
      className={className}
      fill="none"
      stroke="currentColor"
      strokeWidth="3"
      strokeLinecap="round"
    >
      <path d="M3 10h14a4.5 4.5 0 0 1 0 9h-3M8.4 19H3" />
      <path d="M29 22H15a4.5 4.5 0 0 1 0-9h3M23.6 13H29" />
    </svg>
  );
}
