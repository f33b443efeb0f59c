@echo off
rem Runs Stackbook from its jar, and builds the jar first if there is none or the sources are newer.
rem
rem   JAVA_HOME             the JDK to use; else the java on the PATH
rem   STACKBOOK_JAVA_OPTS   options for the JVM, such as -Xmx4g
setlocal EnableExtensions DisableDelayedExpansion

set "HOME_DIR=%~dp0"
if "%HOME_DIR:~-1%"=="\" set "HOME_DIR=%HOME_DIR:~0,-1%"
set "JAR=%HOME_DIR%\target\stackbook.jar"
set "LOCK=%HOME_DIR%\target\.building"
set "LOG=%HOME_DIR%\target\build.log"
set "JDK=install a JDK, version 17 or later, such as Eclipse Temurin, and set JAVA_HOME to its folder"

if defined JAVA_HOME (
  set "JAVA=%JAVA_HOME%\bin\java.exe"
) else (
  set "JAVA="
  for /f "delims=" %%J in ('where java 2^>nul') do if not defined JAVA set "JAVA=%%J"
)
if not defined JAVA (
  >&2 echo stackbook: no Java found: JAVA_HOME is not set and java is not on the PATH.
  >&2 echo   Way out: %JDK%
  exit /b 1
)
if not exist "%JAVA%" (
  >&2 echo stackbook: JAVA_HOME is "%JAVA_HOME%", and there is no bin\java.exe in it.
  >&2 echo   Way out: %JDK%
  exit /b 1
)

set "MAJOR=0"
for /f "tokens=3" %%V in ('^""%JAVA%" -version 2^>^&1 ^| findstr /c:" version "^"') do (
  for /f "tokens=1 delims=.-+" %%M in ("%%~V") do set "MAJOR=%%M"
)
if %MAJOR% LSS 17 (
  >&2 echo stackbook: "%JAVA%" is too old; Stackbook needs Java 17 or later.
  >&2 echo   Way out: %JDK%
  exit /b 1
)

call :stale || goto :run

rem Of two launches at once, one builds and the other waits.
if not exist "%HOME_DIR%\target" mkdir "%HOME_DIR%\target"
set /a WAITED=0
:wait
mkdir "%LOCK%" 2>nul && goto :build
if %WAITED%==0 >&2 echo stackbook: another launch is building; waiting for it ...
if %WAITED% GEQ 1800 (
  >&2 echo stackbook: waited half an hour for another build.
  >&2 echo   Way out: remove "%LOCK%" and try again
  exit /b 1
)
ping -n 2 127.0.0.1 >nul
set /a WAITED+=1
goto :wait

:build
call :stale || goto :unlock
if not exist "%HOME_DIR%\pom.xml" (
  >&2 echo stackbook: there is no jar in "%HOME_DIR%\target" and nothing to build it from.
  >&2 echo   Way out: clone the whole project, or put stackbook.jar there
  rmdir "%LOCK%"
  exit /b 1
)
where mvn >nul 2>nul
if errorlevel 1 (
  >&2 echo stackbook: building Stackbook needs Maven, and mvn is not on the PATH.
  >&2 echo   Way out: install Maven 3.8 or later; needed once, and again when the sources change
  rmdir "%LOCK%"
  exit /b 1
)
>&2 echo stackbook: building with Maven, on first use a few minutes with its downloads ...
rem A jar in use cannot be replaced on Windows; Maven then says so in the log.
pushd "%HOME_DIR%"
call mvn -q -B -DskipTests -Dmaven.test.skip=true package >"%LOG%" 2>&1 <nul
set "BUILT=%ERRORLEVEL%"
popd
if not "%BUILT%"=="0" (
  findstr /b /c:"[ERROR]" "%LOG%" 1>&2
  >&2 echo stackbook: the build failed; everything it said is in "%LOG%".
  >&2 echo   Way out: end kernels that run from the jar, mend what the first error names, or try again
  rmdir "%LOCK%"
  exit /b 1
)
rem Nothing to pack leaves the old date: the jar is as new as this build.
pushd "%HOME_DIR%\target"
copy /b stackbook.jar+,, >nul
popd
:unlock
rmdir "%LOCK%"

:run
"%JAVA%" -Xshare:auto %STACKBOOK_JAVA_OPTS% -jar "%JAR%" %*
exit /b %ERRORLEVEL%

rem Succeeds if there is no jar, or a source is newer than it.
:stale
if not exist "%JAR%" exit /b 0
if not exist "%HOME_DIR%\pom.xml" exit /b 1
powershell -NoProfile -Command "$j=(Get-Item -LiteralPath $env:JAR).LastWriteTimeUtc; if (@('pom.xml','src\main','kernel') | ForEach-Object { Join-Path $env:HOME_DIR $_ } | ForEach-Object { Get-ChildItem -LiteralPath $_ -Recurse -ErrorAction SilentlyContinue } | Where-Object { $_.LastWriteTimeUtc -gt $j }) { exit 0 } else { exit 1 }"
exit /b %ERRORLEVEL%
