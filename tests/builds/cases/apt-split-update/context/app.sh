#!/bin/sh
file /bin/sh
