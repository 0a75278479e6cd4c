"""The processors and graphics cards that torch can train on, by name."""

import platform
from dataclasses import dataclass
from pathlib import Path

import torch

from playground.core.messages import Message, PlaygroundError, message


@dataclass(frozen=True, slots=True)
class Device:
    """`name` is torch's word for it ("cpu", "cuda:0", "mps"), `title` what people call it."""

    name: str
    title: str


def available() -> list[Device]:
    """Return the devices that torch sees on this computer, the CPU first."""
    found = [Device("cpu", _processor())]
    if torch.cuda.is_available():
        count = torch.cuda.device_count()
        found += [Device(f"cuda:{index}", torch.cuda.get_device_name(index)) for index in range(count)]
    if torch.backends.mps.is_available():
        found.append(Device("mps", "Apple graphics (MPS)"))
    return found


def device_named(name: str) -> torch.device:
    """Return torch's device; raises PlaygroundError when this computer has none of that name."""
    known = [device.name for device in available()]
    wanted = "cuda:0" if name == "cuda" else name
    if wanted not in known:
        raise PlaygroundError(
            message("There is no device {name} here. Choose one of: {known}.", name=name, known=", ".join(known))
        )
    return torch.device(wanted)


def explain(error: Exception, device: str) -> Message:
    """Put an error of torch on `device` into a sentence that a person can act on."""
    if isinstance(error, MemoryError | torch.OutOfMemoryError) or "memory" in str(error).lower():
        return message(
            "{device} has too little memory for this. Make layers narrower or batches smaller, or choose another "
            "device.",
            device=device,
        )
    if device != "cpu":
        return message("{device} cannot be used: {why}. Choose another device.", device=device, why=_first_line(error))
    return message("Training failed: {why}.", why=_first_line(error))


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")


def _processor() -> str:
    """Return the processor's name, as far as the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return (names[0] if names else platform.processor()) or "CPU"
