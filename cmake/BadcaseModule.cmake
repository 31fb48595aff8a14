# SPDX-FileCopyrightText: 2026 The Badcase developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# badcase_add_library(NAME SOURCES a.h a.cpp ... [PUBLIC lib ...] [PRIVATE lib ...] [KEYWORDS])
#   One layer of the house as a static library with our warnings. Files are given relative to the
#   calling folder. KEYWORDS leaves Qt's lower-case keywords on (only widgets/plots needs them).
# badcase_add_test(NAME SOURCES ... LIBS ... [GUI] [TIMEOUT s] [LABELS ...])
#   One Qt Test program a layer, run offscreen; GUI gives it a QApplication.

add_library(badcase_options INTERFACE)
target_compile_options(badcase_options INTERFACE
    -Wall -Wextra -Wpedantic -Wnon-virtual-dtor -Woverloaded-virtual -Wshadow -Wno-unused-parameter)
if(BADCASE_WARNINGS_AS_ERRORS)
    target_compile_options(badcase_options INTERFACE -Werror)
endif()
target_compile_definitions(badcase_options INTERFACE
    QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_CAST_FROM_BYTEARRAY QT_NO_NARROWING_CONVERSIONS_IN_CONNECT)
target_include_directories(badcase_options INTERFACE ${CMAKE_SOURCE_DIR})
if(BADCASE_SANITIZE)
    target_compile_options(badcase_options INTERFACE -fsanitize=${BADCASE_SANITIZE} -fno-omit-frame-pointer -g)
    target_link_options(badcase_options INTERFACE -fsanitize=${BADCASE_SANITIZE})
endif()

function(badcase_add_library name)
    cmake_parse_arguments(ARG "KEYWORDS" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_link_libraries(${name} PUBLIC ${ARG_PUBLIC} PRIVATE badcase_options ${ARG_PRIVATE})
    target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR})
    if(NOT ARG_KEYWORDS)
        target_compile_definitions(${name} PRIVATE QT_NO_KEYWORDS)
    endif()
endfunction()

function(badcase_add_test name)
    cmake_parse_arguments(ARG "GUI" "TIMEOUT" "SOURCES;LIBS;LABELS" ${ARGN})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 1200) # some take minutes, and machines differ by a factor of four
    endif()
    if(ARG_GUI)
        set(main ${CMAKE_SOURCE_DIR}/tests/support/main_gui.cpp)
        list(APPEND ARG_LIBS Qt6::Widgets)
    else()
        set(main ${CMAKE_SOURCE_DIR}/tests/support/main_core.cpp)
    endif()
    add_executable(${name} ${ARG_SOURCES} ${main})
    set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    target_link_libraries(${name} PRIVATE badcase_options badcase_test_support Qt6::Test ${ARG_LIBS})
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES
        TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;OMP_WAIT_POLICY=passive;QTEST_DISABLE_STACK_DUMP=1")
endfunction()
