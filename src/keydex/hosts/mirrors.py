"""Places that are known to be open to everybody: mirrors of PyPI, and projects' own wheels.

Read of their own instructions, 2026-11-21: pytorch.org, docs.nvidia.com, docs.vllm.ai, jax.dev,
piwheels.org, packagemanager.posit.co, mirrors.tuna.tsinghua.edu.cn, developer.aliyun.com.
"""

import re

from keydex.hosts.kinds import place

OPEN = re.compile(
    r"download\.pytorch\.org/|pypi\.(ngc\.)?nvidia\.com/|wheels\.vllm\.ai/|data\.pyg\.org/"
    r"|flashinfer\.ai/|[^/.]+\.github\.io/|storage\.googleapis\.com/(jax|libtpu)-"
    r"|(www\.)?piwheels\.org/|packagemanager\.posit\.co/|pypi\.anaconda\.org/(?!/*t/)"
    r"|pypi\.tuna\.tsinghua\.edu\.cn/|mirrors\.aliyun\.com/|mirrors\.(cloud\.)?tencent\.com/"
    r"|mirrors\.ustc\.edu\.cn/|(repo|mirrors)\.huaweicloud\.com/|pypi\.doubanio\.com/"
    r"|pypi\.python\.org/|dl\.cloudsmith\.io/public/"
)


def is_open(url: str) -> bool:
    """Say whether a URL without userinfo leads to a place that anybody may read."""
    return OPEN.match(place(url)) is not None
