"""Long work: one job after another, told how it goes, cancelled, and never taking others along."""

import threading

import pytest

from aligned.errors import InputError
from ui.page.jobs import Jobs, Outcome


@pytest.fixture
def jobs():
    return Jobs()


def over(job):
    """Wait until a job is over; what is said about it."""
    ended = threading.Event()

    def watch():
        while job.state in ("waiting", "running"):
            pass
        ended.set()

    threading.Thread(target=watch, daemon=True).start()
    assert ended.wait(10)
    return job.state, job.outcome.message


def test_a_job_tells_its_progress_while_others_wait(jobs):
    told, go_on = threading.Event(), threading.Event()

    def work(progress):
        progress("translating", 3, 10)
        told.set()
        go_on.wait(10)
        return Outcome("translated")

    first = jobs.start("a", "begin", work)
    second = jobs.start("a", "then", lambda progress: Outcome("done, too"))
    assert told.wait(10)
    shown = [(job.plain()["doing"], job.state, job.done, job.total) for job in jobs.of("a")]
    assert shown == [("Translating", "running", 3, 10), ("Then", "waiting", 0, None)]
    assert jobs.of("b") == []
    go_on.set()
    assert over(first) == ("done", "Translated.")
    assert over(second) == ("done", "Done, too.")


def test_a_failed_job_says_why_and_the_next_one_runs(jobs, capsys):
    def refuse(progress):
        raise InputError("the file is empty")

    def break_down(progress):
        raise ZeroDivisionError

    refused, broken = jobs.start("a", "aligning", refuse), jobs.start("a", "aligning", break_down)
    last = jobs.start("a", "translating", lambda progress: Outcome("translated"))
    assert over(last) == ("done", "Translated.")
    assert over(refused) == ("failed", "Aligning failed: the file is empty.")
    assert over(broken)[1].endswith("the server's terminal says why.")
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_running_and_waiting_jobs_are_cancelled(jobs):
    begun = threading.Event()

    def work(progress):
        begun.set()
        while True:
            progress("translating", 1, 2)

    running = jobs.start("a", "running", work, "what was done is kept")
    waiting = jobs.start("a", "waiting", lambda progress: Outcome("never"))
    assert begun.wait(10)
    jobs.cancel(waiting.id)
    jobs.cancel(running.id)
    assert over(running) == ("cancelled", "Running was cancelled: what was done is kept.")
    assert over(waiting) == ("cancelled", "Waiting was cancelled.")


def test_what_failed_is_tried_again_and_taken_away_when_it_did_not_fail(jobs):
    tries = []

    def work(progress):
        tries.append(1)
        if len(tries) == 1:
            raise InputError("the hub does not answer")
        return Outcome("fetched")

    failed = jobs.start("a", "fetching", work)
    assert over(failed)[0] == "failed"
    jobs.retry(failed.id)
    [again] = jobs.of("a")
    assert over(again) == ("done", "Fetched.")
    with pytest.raises(InputError, match="did not fail"):
        jobs.retry(again.id)
    jobs.dismiss(again.id)
    assert jobs.of("a") == []
