FROM busybox:1.36
ENV A="it is here"
ENV B="quoted value and more"
ENV C=a\ b
ENV D="$PATH:/x  y"
ENV E="a=b c"
ENV F='single $PATH'
ENV G=back\\slash
ENV H=tail   
ENV I="say hi there"
LABEL k="v w"
LABEL quoted="v w"
