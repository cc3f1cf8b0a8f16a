FROM busybox:1.36
COPY --chown=1000:1000 data /home/data
RUN chown 1000:1000 /home/data
COPY --chmod=0750 data /opt/modes
RUN chmod 0750 /opt/modes
