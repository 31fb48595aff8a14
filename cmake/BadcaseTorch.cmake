# SPDX-FileCopyrightText: 2026 The Badcase developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# LibTorch without find_package(Torch): that one wants a CUDA toolkit for a CUDA wheel, adds nvcc and link lines that only
# fit one release. We compile against the headers and link libtorch_cpu.so and libc10.so; CUDA is loaded at run time.
#
# badcase_find_torch()
#   Looks for a LibTorch in $BADCASE_TORCH_ROOT (a folder with include/ and lib/), else in the private folder that
#   fetch_torch.py fills, and for the distribution's in /usr. Sets in the caller's scope BADCASE_TORCH_FOUND,
#   BADCASE_TORCH_{VERSION,HOME,INCLUDES,CPU_LIBRARY,C10_LIBRARY} for the default one and BADCASE_DISTRO_TORCH_... for the
#   distribution's, when that is another.
# badcase_add_torch_plugin(TARGET PREFIX SOURCES ...)
#   A plugin TARGET.so in the build folder, compiled against the LibTorch that the variables PREFIX_... describe.

set(BADCASE_PINNED_TORCH 2.11.0)

# Reads the version from the headers: "2.11.0", or nothing.
function(badcase_torch_version home result)
    set(version "")
    foreach(header torch/headeronly/version.h torch/csrc/api/include/torch/version.h)
        set(path ${home}/include/${header})
        if(NOT version AND EXISTS ${path})
            file(STRINGS ${path} defines REGEX "#define TORCH_VERSION_(MAJOR|MINOR|PATCH) +[0-9]+")
            string(REGEX REPLACE "[^;]*VERSION_[A-Z]+ +" "" numbers "${defines}")
            list(JOIN numbers "." version)
        endif()
    endforeach()
    set(${result} "${version}" PARENT_SCOPE)
endfunction()

# Sets ${prefix}_FOUND and the other variables if `home` holds a LibTorch that we can use; says why not otherwise.
function(badcase_describe_torch prefix home)
    set(${prefix}_FOUND FALSE PARENT_SCOPE)
    badcase_torch_version(${home} version)
    if(NOT version)
        return()
    endif()
    set(folders ${home}/lib ${home}/lib/${CMAKE_LIBRARY_ARCHITECTURE} ${home}/lib64)
    find_library(${prefix}_CPU_LIBRARY torch_cpu PATHS ${folders} NO_DEFAULT_PATH NO_CACHE)
    find_library(${prefix}_C10_LIBRARY c10 PATHS ${folders} NO_DEFAULT_PATH NO_CACHE)
    if(NOT ${prefix}_CPU_LIBRARY OR NOT ${prefix}_C10_LIBRARY)
        return()
    endif()
    if(version VERSION_LESS 1.13)
        message(STATUS "LibTorch ${version} in ${home} is too old, 1.13 or newer is needed")
        return()
    endif()
    # Wheels before 2.7 were built with the old std::string: they link only to "undefined reference".
    file(STRINGS ${${prefix}_C10_LIBRARY} symbol LIMIT_COUNT 1 REGEX "_ZN3c105ErrorC[12]ENS_14SourceLocationENSt7__cxx11")
    if(NOT symbol)
        message(STATUS "LibTorch ${version} in ${home} was built with the old C++ ABI of GCC and is not used")
        return()
    endif()
    set(${prefix}_FOUND TRUE PARENT_SCOPE)
    set(${prefix}_VERSION ${version} PARENT_SCOPE)
    set(${prefix}_HOME ${home} PARENT_SCOPE)
    set(${prefix}_INCLUDES ${home}/include ${home}/include/torch/csrc/api/include PARENT_SCOPE)
    set(${prefix}_CPU_LIBRARY ${${prefix}_CPU_LIBRARY} PARENT_SCOPE)
    set(${prefix}_C10_LIBRARY ${${prefix}_C10_LIBRARY} PARENT_SCOPE)
endfunction()

macro(badcase_find_torch)
    set(BADCASE_TORCH_CACHE_FOLDER "$ENV{BADCASE_TORCH_CACHE}")
    if(NOT BADCASE_TORCH_CACHE_FOLDER)
        set(BADCASE_TORCH_CACHE_FOLDER ${CMAKE_SOURCE_DIR}/.torch)
    endif()
    set(BADCASE_PRIVATE_TORCH ${BADCASE_TORCH_CACHE_FOLDER}/${BADCASE_PINNED_TORCH})
    badcase_describe_torch(BADCASE_DISTRO_TORCH /usr)
    if(BADCASE_TORCH_ROOT)
        badcase_describe_torch(BADCASE_TORCH ${BADCASE_TORCH_ROOT})
        if(NOT BADCASE_TORCH_FOUND)
            message(FATAL_ERROR "BADCASE_TORCH_ROOT=${BADCASE_TORCH_ROOT} holds no LibTorch that can be used "
                                "(expected include/torch and lib/libtorch_cpu.so, 1.13 or newer)")
        endif()
    elseif(EXISTS ${BADCASE_PRIVATE_TORCH}/badcase-torch.stamp)
        badcase_describe_torch(BADCASE_TORCH ${BADCASE_PRIVATE_TORCH}/torch)
    endif()
    if(NOT BADCASE_TORCH_FOUND AND BADCASE_DISTRO_TORCH_FOUND)
        badcase_describe_torch(BADCASE_TORCH /usr)
    endif()
    if(BADCASE_TORCH_FOUND AND BADCASE_TORCH_HOME STREQUAL "/usr")
        set(BADCASE_DISTRO_TORCH_FOUND FALSE) # one LibTorch, one plugin
    endif()
endmacro()

function(badcase_add_torch_plugin target prefix)
    cmake_parse_arguments(ARG "" "" "SOURCES" ${ARGN})
    add_library(${target} MODULE ${ARG_SOURCES})
    set_target_properties(${target} PROPERTIES PREFIX "" AUTOMOC OFF LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
    target_include_directories(${target} PRIVATE ${CMAKE_SOURCE_DIR})
    target_include_directories(${target} SYSTEM PRIVATE ${${prefix}_INCLUDES})
    target_compile_definitions(${target} PRIVATE QT_NO_KEYWORDS)
    # Headers of our lower layers only, no objects: the program has those already.
    target_link_libraries(${target} PRIVATE
        badcase_options Qt6::Core tl::expected ${${prefix}_CPU_LIBRARY} ${${prefix}_C10_LIBRARY} ${CMAKE_DL_LIBS})
    # DT_RPATH, not DT_RUNPATH: an LD_LIBRARY_PATH with another LibTorch in it must not win.
    target_link_options(${target} PRIVATE -Wl,--disable-new-dtags)
    if(NOT BADCASE_SANITIZE)
        target_link_options(${target} PRIVATE -Wl,--no-undefined)
    endif()
    message(STATUS "LibTorch ${${prefix}_VERSION} in ${${prefix}_HOME}: ${target}.so")
endfunction()

# A test that the plugin was compiled with no header of another LibTorch (Ninja keeps the list of headers read).
function(badcase_add_torch_header_test target prefix)
    find_program(BADCASE_PYTHON3 python3)
    if(BADCASE_BUILD_TESTS AND BADCASE_PYTHON3 AND CMAKE_GENERATOR STREQUAL "Ninja")
        add_test(NAME ${target}_headers
            COMMAND ${BADCASE_PYTHON3} ${CMAKE_SOURCE_DIR}/cmake/check_torch_headers.py
                --ninja ${CMAKE_MAKE_PROGRAM} --build ${CMAKE_BINARY_DIR} --target ${target}
                --include ${${prefix}_HOME}/include)
    endif()
endfunction()
