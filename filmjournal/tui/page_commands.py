"""The commands of pages of panels, statistics and people, and the ways to them."""

from filmjournal.tui.command import (
    ANTHOLOGY,
    BEHIND,
    DETAIL,
    DIARY,
    PERSON,
    READING,
    STATISTICS,
    TODAY,
    YEAR,
    Command,
)

_PAGES = (STATISTICS, YEAR, PERSON, BEHIND, TODAY, READING, ANTHOLOGY)

PAGE_COMMANDS = (
    Command("go_to('statistics')", ("S",), "Statistics", "Count what is listed: years, people, elements.", (DIARY,)),
    Command("go_to('year')", ("Y",), "Year in review", "Read this year: the best of it, and what you wrote.", (DIARY,)),
    Command(
        "director",
        ("P",),
        "Director",
        "Open the page of the person searched for, else of the film's director; c in a review goes to everyone else.",
        (DIARY, DETAIL),
    ),
    Command("undo", ("u",), "Undo", "Undo the last change to the journal.", _PAGES),
    Command("redo", ("ctrl+r",), "Redo", "Redo what was undone.", _PAGES),
    Command("open", ("enter", "l"), "Read", "Read the review under the cursor.", (BEHIND,), footer=True),
    Command(
        "another",
        ("space",),
        "Another",
        "Show another passage and another film for tonight; of the one under the cursor, that alone.",
        (TODAY,),
        footer=True,
        priority=True,  # the page would scroll by it
    ),
    Command("write", ("r",), "Write", "Write the review of the viewing under the cursor.", (TODAY,), footer=True),
    Command(
        "tonight",
        ("t",),
        "Tonight",
        "Choose tonight's film among those of your watchlist that a query finds, such as runtime:..100.",
        (TODAY,),
        footer=True,
    ),
    Command("alone", ("z",), "Reading mode", "Read the viewing under the cursor in one column.", (TODAY,)),
    Command("go_to('year')", ("y", "Y"), "The year", "Open the year in review.", (TODAY,), footer=True),
    Command("go_to('statistics')", ("S",), "Statistics", "Count everything: years, people, elements.", (TODAY,)),
    Command("go_to('watchlist')", ("W",), "Watchlist", "Open the list of films you want to watch.", (TODAY,)),
    Command("go_to('drafts')", ("D",), "Drafts", "Open your drafts, and what you discarded.", (TODAY,)),
    Command(
        "start",
        ("o",),
        "Open with this",
        "Let filmjournal open with this screen from now on; again, with the diary.",
        (TODAY,),
        footer=True,
    ),
    Command(
        "read_on",
        ("space",),
        "Read on",
        "Scroll by a screen; from the end, go on to the next review.",
        (READING,),
        footer=True,
        priority=True,  # the page would scroll by it alone
    ),
    Command("uncover", ("s",), "Show", "Show what gives the ending away.", (READING, ANTHOLOGY), footer=True),
    Command("write", ("r",), "Write", "Write this review.", (READING,), footer=True),
    Command("back", ("escape", "q", "z", "backspace"), "Back", "Go back to where you were.", (READING,), footer=True),
    Command("turn(-1)", ("left", "h"), "Before", "Count the year before.", (STATISTICS,), footer=True),
    Command("turn(1)", ("right",), "After", "Count the next year; after it, all.", (STATISTICS,), footer=True),
    Command("all_years", ("a",), "All years", "Count all years, and again the latest one.", (STATISTICS,), footer=True),
    Command(
        "films",
        ("l", "f"),
        "Films",
        "List the viewings behind what the cursor is on; enter does too, but opens the page of a person.",
        (STATISTICS,),
        footer=True,
    ),
    Command(
        "year", ("r",), "Year in review", "Read this year: the best, and what you wrote.", (STATISTICS,), footer=True
    ),
    Command("turn(-1)", ("left", "h"), "Before", "Go to the year before.", (YEAR,), footer=True),
    Command("turn(1)", ("right",), "After", "Go to the next year.", (YEAR,), footer=True),
    Command("films", ("f", "l"), "Films", "List every viewing of this year.", (YEAR,), footer=True),
    Command("films", ("f", "l"), "Films", "List every viewing of this person's films.", (PERSON,), footer=True),
    Command("write", ("r",), "Write", "Write the review of the viewing under the cursor.", (PERSON,), footer=True),
    Command("turn(-1)", ("left", "h"), "Before", "Go to the person before, of the list you came from.", (PERSON,)),
    Command("turn(1)", ("right",), "Next", "Go to the next person of the list you came from.", (PERSON,), footer=True),
    Command(
        "export",
        ("x",),
        "Page",
        "Write this page to a file, to print (.html) or in Markdown (.md).",
        (YEAR, PERSON, ANTHOLOGY),
        footer=True,
    ),
    Command("merge", ("M",), "Same person", "Make another name and this person one; u undoes it.", (PERSON,)),
    Command(
        "split",
        ("N",),
        "Namesake",
        "Say that the film under the cursor was made by somebody else of this name; u undoes it.",
        (PERSON,),
    ),
    Command("all_roles", ("a",), "All roles", "Show every role of this person, or one alone.", (PERSON,), footer=True),
)
"""They stand after the others, in the footer and in the help."""
