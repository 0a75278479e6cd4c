"""Loading torch's libraries ahead of the import."""

import subprocess
import sys


def test_torch_imports_and_computes_after_its_libraries_were_loaded_ahead() -> None:
    code = (
        "import sys\n"
        "from playground.engine.torch_libraries import preload\n"
        "preload()\n"
        "assert 'torch' not in sys.modules\n"
        "maps = open('/proc/self/maps').read() if sys.platform.startswith('linux') else 'libtorch_cpu'\n"
        "assert 'libtorch_cpu' in maps\n"
        "import torch\n"
        "print(float(torch.ones(3).sum()))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == "3.0\n", done.stderr
