{{- define "laidan.labels" -}}
app.kubernetes.io/name: laidan
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}
{{- define "laidan.selector" -}}
app.kubernetes.io/name: laidan
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}
