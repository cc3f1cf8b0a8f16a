FROM busybox:1.36
WORKDIR /srv
COPY data ./data/
ARG NAME=hello
RUN echo $(cat data/a.txt) > one.txt
RUN echo $NAME > two.txt && test -e "data/"$NAME || echo "in ${NAME} not" >> two.txt
RUN X=$(($(cat data/a.txt | wc -c) + 1)); echo "$((X * 2))" > three.txt
RUN grep -E 'a|b' data/a.txt > four.txt && cp $NAME five.txt 2>/dev/null || cp two.txt five.txt
RUN cd / && find srv/data -name "*.txt" | sort > srv/six.txt
RUN : "${MODE:=plain}" && echo "$MODE" > seven.txt
RUN if [ "$NAME" = "hello" ]; then echo yes > eight.txt; fi
RUN while read -r line; do echo "$line"; done < data/b.txt > nine.txt
