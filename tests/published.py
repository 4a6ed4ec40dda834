"""A made-up review as people publish them, three pages long, in the shapes in which it may come in."""

_PAGES = (
    """\
There is a moment early in *Leaving Las Vegas* in which Nicolas Cage as Ben Sanderson pushes a trolley along the
shelves of a liquor store, whistling, and fills it as other people fill theirs before a long winter. Nobody in the shop
looks up. The film does, and from then on it never looks away, and it never once raises its voice about what it sees.

He has lost his work, and before that his family; he can no longer say whether he drinks because his wife left him or
whether she left because he drinks. So he burns what he owns in the yard, takes what is left to a city that has no
clocks, and gives himself four weeks. It is a plan, and he keeps to it with the care of somebody good at his job.""",
    """\
Then he nearly runs over Sera, and she shouts at him, and on the next evening he finds her again. What follows is a love
story between two people who ask for nothing. She may not ask him to stop. He may not ask what she does at night. The
bargain is struck over a hotel bed in a few words, and the whole film lives in the room that it leaves them.

I had remembered it as a film about drink. Seen again it is one about company: how it is to be looked at by somebody who
has no use for you, and who stays. When she buys him a flask for a present, the gift is that she understood; when he
says that now he knows he is with the right woman, it is the only joke in the film that is also a vow.""",
    """\
The desert house, the casino at dawn, the pool at the motel: each of the places is a little too bright, as if the light
had been left on by somebody who went home. The film is short of breath and full of air. It was shot quickly and for
little money, and the haste is in the pictures: nobody had the time to make them pretty, and so they are true.

Not everything holds. The men who hurt Sera come out of another, cheaper film, and the talk with an unseen listener
explains what her face has said already. But the last ten minutes are as good as the first, which hardly any film can
say, and the last look is the kindest that I know of in a story without any hope at all.""",
)

ESSAY = "\n\n".join(_PAGES)
LEAD = "Here is how the film adds up, element by element:"
HEADLINE = "A love song at the bottom of a glass"
ELEMENTS = (
    ("Performances", "Cage is courtly where others would rage; Shue listens, and it is the harder part."),
    ("Direction", "Figgis stays in the room, and cuts when it is time to be quiet."),
    ("Cinematography", "Declan Quinn shoots on 16 mm, and the grain is the weather of the place."),
    ("Soundtrack", "Sting sings standards, as a radio would in a bar that is about to close."),
)
VERDICT = "A hard film, and a tender one. See it once, and not alone."

_ROWS = [f"| **{name}** | {text} |" for name, text in ELEMENTS]
_BREAKDOWN = "\n".join(["| Element | Description |", "|---------|-------------|", *_ROWS])
_TABBED = "\n".join(["Element\tDescription", *(f"{name}\t{text}" for name, text in ELEMENTS)])

UNTITLED = f"# {HEADLINE}\n\n{ESSAY}\n\n{LEAD}\n\n{_BREAKDOWN}\n\n**Verdict:** {VERDICT}\n"
"""Nothing says which film it is about, but for its words."""

_TEXT = f"{ESSAY}\n\n{LEAD}\n\n"
_NAMED = "Leaving Las Vegas (1995)"
_CAPITALS = f"Review: {_NAMED}\n\n{HEADLINE}\n\n{_TEXT}{_TABBED}\n\nVERDICT: {VERDICT}\n"

SHAPES = {
    "markdown.md": f"# {_NAMED}\n\n## {HEADLINE}\n\n{_TEXT}{_BREAKDOWN}\n\n## Verdict\n\n{VERDICT}\n",
    "underlined.md": f"{_NAMED}\n========\n\n*{HEADLINE}*\n\n{_TEXT}{_BREAKDOWN}\n\n{VERDICT}\n",
    "plain.txt": f"{_NAMED}\n{HEADLINE}\n\n{_TEXT}{_TABBED}\n\nVerdict\n\n{VERDICT}",
    "capitals.txt": _CAPITALS.replace("\n", "\r\n"),
}
"""The same review by the name of its file, as Markdown and as text that was copied from a page."""
