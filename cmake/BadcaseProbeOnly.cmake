# SPDX-FileCopyrightText: 2026 The Badcase developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Instead of the whole house (BADCASE_PROBE_ONLY): the layers below badcase-probe, without what they hold for the window.
set(BADCASE_BUILD_TESTS OFF)
foreach(layer core media engine jobs)
    add_subdirectory(inference/${layer})
endforeach()
add_subdirectory(app/probe)
