"""Run every notebook and every test that compares numbers as on other processors: `make processors` calls this file.

OpenBLAS and NumPy choose their kernels by what the processor can; older ones add up in another order, and the last
digits differ. What this processor cannot imitate is left out, aloud; the newest that it can is left to `make test`.
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
    possible = [kernel for kernel, (needed, _) in KERNELS.items() if features.get(needed)]
    print(f"this processor can imitate {', '.join(possible)}; make test ran as on the last", flush=True)
    for kernel in possible[:-1]:
        unused = KERNELS[kernel][1]
        print(f"{kernel}:", flush=True)
        environment = {**os.environ, "OPENBLAS_CORETYPE": kernel, "NPY_DISABLE_CPU_FEATURES": unused}
        environment.pop("NNCOURSE_TEST_ALL", None)  # more seeds would say nothing more of a processor
        if subprocess.run(PYTEST, env=environment).returncode:
            failed.append(kernel)
    sys.exit(f"failed as on {', '.join(failed)}" if failed else 0)


if __name__ == "__main__":
    main()
