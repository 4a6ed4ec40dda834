from builders import director, film
from filmjournal.exchange.batch import Place, SourceFilm
from filmjournal.exchange.planning.plan import Step, StepKind
from filmjournal.model.film import ExternalIds
from filmjournal.transfer.choices import film_choices, film_question


def test_films_that_look_alike_are_distinguished_by_their_ids_elsewhere_or_else_by_their_own() -> None:
    candidates = (
        film("The Haunted Castle", id="f1", year=1897, external_ids=ExternalIds(imdb="tt0224920")),
        film("The Haunted Castle", id="f2", year=1897),
        film("The Haunted Castle", id="f3", year=1897, credits=(director("Georges Méliès"),)),
    )
    source = SourceFilm(film("The Haunted Castle", year=1897), (), Place("a.csv", 1))
    step = Step(0, StepKind.AMBIGUOUS, source, candidates=candidates)
    assert film_question(step) == "Which film is The Haunted Castle (1897)?"
    assert [choice.text for choice in film_choices(step)] == [
        "The Haunted Castle (1897), imdb tt0224920",
        "The Haunted Castle (1897), id f2",
        "The Haunted Castle (1897), Georges Méliès",
        "A film that isn't in the journal",
        "Leave it out",
    ]
