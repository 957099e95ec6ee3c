@echo off
rem Double-click on Windows; needs Python 3.11 or later. The result is in the folder dist.
chcp 65001 >nul
py -3 "%~dp0build.py" %*
pause
