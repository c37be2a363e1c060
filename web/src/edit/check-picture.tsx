/** Where both numbers stand on a check. */
export const CheckPicture = ({ label }: { label: string }) => (
  <svg className="check" viewBox="0 0 300 110" role="img" aria-label={label}>
    <rect className="paper" x="1" y="1" width="298" height="108" rx="6" />
    <path d="M16 26h90M16 40h60M220 26h64M16 64h200" />
    <rect className="mark" x="12" y="80" width="96" height="20" rx="3" />
    <rect className="mark second" x="116" y="80" width="116" height="20" rx="3" />
    <text x="18" y="95">
      :021000021:
    </text>
    <text x="122" y="95">
      0001234567 ‖
    </text>
    <text className="number" x="60" y="76">
      1
    </text>
    <text className="number" x="174" y="76">
      2
    </text>
  </svg>
);
