"""What the hub's libraries and the disk raise, as this package's errors."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from json import JSONDecodeError

from translate.chatter import quiet
from translate.errors import HubUnreachableError, ModelNotFoundError, TranslateError

__all__ = ["connection_error", "plain_errors", "reason"]


def reason(error: OSError) -> str:
    """Why the disk refuses, in a few words."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full"
    return error.strerror or str(error)


def connection_error() -> type[Exception]:
    """What the HTTP library raises for anything from a refused connection to a broken-off answer.

    huggingface_hub has changed that library before, and its own errors are built on it.
    """
    from huggingface_hub.errors import HfHubHTTPError

    base: type[Exception] = HfHubHTTPError.__bases__[0]
    return base


@contextmanager
def plain_errors(model: str) -> Iterator[None]:
    """Turn what the hub's libraries and the disk raise into this package's errors.

    They are kept quiet meanwhile.
    """
    from huggingface_hub import errors
    from huggingface_hub.constants import ENDPOINT, HF_HUB_CACHE
    from huggingface_hub.utils import logging  # it chooses its level when it is imported

    logging.get_verbosity()
    host = ENDPOINT.partition("://")[2]
    try:
        with quiet():
            yield
    except (
        errors.RepositoryNotFoundError,
        errors.RevisionNotFoundError,
        errors.HFValidationError,
    ) as error:
        raise ModelNotFoundError(
            model, f"there is no model {model} on the hub {host}: check its name"
        ) from error
    except errors.OfflineModeIsEnabled as error:
        raise HubUnreachableError(
            model,
            f"{model} is not on this machine and HF_HUB_OFFLINE forbids asking the hub: "
            "unset it, or choose a model that is here",
        ) from error
    except (errors.FileMetadataError, errors.LocalEntryNotFoundError, JSONDecodeError) as error:
        raise HubUnreachableError(
            model, f"{host} does not answer as a model hub for {model}: check HF_ENDPOINT"
        ) from error
    except errors.HfHubHTTPError as error:
        raise HubUnreachableError(
            model,
            f"the hub {host} answered with error {error.response.status_code} for {model}: "
            "try again later",
        ) from error
    except connection_error() as error:
        raise HubUnreachableError(
            model, f"the hub {host} cannot be reached for {model}: check the network"
        ) from error
    except OSError as error:
        raise TranslateError(
            f"{model} cannot be kept in {HF_HUB_CACHE}: {reason(error)}: "
            "make room, or set HF_HOME to another folder"
        ) from error
