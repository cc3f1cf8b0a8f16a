#!/bin/sh
pwd > /srv/run
