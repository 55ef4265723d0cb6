"""Makes one moving picture of the pictures of the screens: a visit, from Today to billed."""

import re
from pathlib import Path

FOLDER = Path(__file__).parent / "pictures"
SECONDS = 4
STEPS = (
    ("today", "Today: the day's visits, and what each still needs"),
    ("quick-line", "F6: a whole visit in one line"),
    ("visit", "The note beside its codes; a finding with its fixes"),
    ("add-code", "^n: a code by number or by words"),
    ("body", "^k: findings on the body"),
    ("review", "^r: the whole record, and the signature"),
    ("unbilled", "u: what isn't billed yet, and why"),
)
WIDTH, HEIGHT, CAPTION = 1482, 1026, 64


def tour() -> str:
    """Return the moving picture as SVG, one step after another with its caption."""
    share = 100 / len(STEPS)
    style = f"""
    .step {{ opacity: 0; animation: step {SECONDS * len(STEPS)}s step-end infinite }}
    .step:first-of-type {{ opacity: 1 }}
    @keyframes step {{ 0% {{ opacity: 1 }} {share:.3f}% {{ opacity: 0 }} 100% {{ opacity: 0 }} }}
    .caption {{ font: 28px arial, sans-serif; fill: #e4e4e4; text-anchor: middle }}"""
    steps = "".join(_step(number, name, caption) for number, (name, caption) in enumerate(STEPS))
    size = f'viewBox="0 0 {WIDTH} {HEIGHT + CAPTION}"'
    ground = f'<rect width="{WIDTH}" height="{HEIGHT + CAPTION}" rx="8" fill="#121212"/>'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
    return f"{head}\n<style>{style}\n</style>\n{ground}\n{steps}</svg>\n"


def _step(number: int, name: str, caption: str) -> str:
    picture = (FOLDER / f"{name}-120x40.svg").read_text()
    picture = re.sub(r'<svg class="rich-terminal"', f'<svg y="{CAPTION}" height="{HEIGHT}"', picture, count=1)
    words = f'<text class="caption" x="{WIDTH // 2}" y="42">{caption}</text>'
    delay = f"animation-delay: {number * SECONDS}s"
    return f'<g class="step" style="{delay}">\n{words}\n{picture}</g>\n'


if __name__ == "__main__":
    (FOLDER / "tour.svg").write_text(tour())
