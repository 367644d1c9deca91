"""Run every notebook and every test that compares numbers as on other processors: `make test-all` calls this file.

OpenBLAS and NumPy choose their kernels by what the processor can; older ones add up in another order, and the last
digits differ. What this processor cannot imitate is left out, aloud.
"""

import os
import subprocess
import sys

from numpy._core._multiarray_umath import __cpu_features__ as features

# name of OpenBLAS's kernels -> (what the processor must have, what NumPy must not use)
KERNELS = {
    "Nehalem": ("SSE42", "X86_V3 X86_V4 AVX512_ICL AVX512_SPR"),
    "Haswell": ("AVX2", "X86_V4 AVX512_ICL AVX512_SPR"),
    "SkylakeX": ("AVX512_SKX", ""),
}
PYTEST = [sys.executable, *"-m pytest --nbval --numprocesses=auto --dist=loadscope -m numerical tests book".split()]


def main():
    failed = []
    for kernel, (needed, unused) in KERNELS.items():
        if not features.get(needed):
            print(f"{kernel}: left out, for this processor has no {needed}", flush=True)
            continue
        print(f"{kernel}:", flush=True)
        environment = {**os.environ, "OPENBLAS_CORETYPE": kernel, "NPY_DISABLE_CPU_FEATURES": unused}
        environment.pop("NNCOURSE_TEST_ALL", None)  # more seeds would say nothing more of a processor
        if subprocess.run(PYTEST, env=environment).returncode:
            failed.append(kernel)
    sys.exit(f"failed as on {', '.join(failed)}" if failed else 0)


if __name__ == "__main__":
    main()
